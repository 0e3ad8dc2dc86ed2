"""When an answer cannot be taken in, and nothing was saved: why, and what to do now."""

from flask import Blueprint

from service.actions.consent.door import at_the_door
from service.actions.consent.guardian_view import Visit, visit_of
from service.actions.consent.saying import Over, TextChanged
from service.actions.consent.shown import BeingTranslated
from service.core.errors import ServiceError
from service.tools import Tools
from service.web.consents.key import Key, OtherLink, held
from service.web.consents.pages import page
from service.web.consents.refused import note
from service.web.context import now
from service.web.cookies import READER

Answer = tuple[str, int]
PLACES = {"translating": "answer"}


def add(room: Blueprint, tools: Tools) -> None:
    room.register_error_handler(TextChanged, lambda e: _said(tools, e, "changed"))
    room.register_error_handler(
        BeingTranslated, lambda e: _said(tools, e, "translating")
    )
    room.register_error_handler(Over, lambda e: _said(tools, e, "over"))
    room.register_error_handler(OtherLink, lambda e: _other_link(tools, e))


def closed(tools: Tools, key: Key, visit: Visit) -> Answer:
    """Return the page of a link whose question is over, or was asked anew."""
    return _page(tools, key, visit, "changed" if visit.is_outdated else "over")


def _said(tools: Tools, problem: ServiceError, why: str) -> Answer:
    note(tools, problem)
    key = held(tools)
    visit = visit_of(tools, key.token, browser=READER.read(), now=now())
    return _page(tools, key, visit, why)


def _page(tools: Tools, key: Key, visit: Visit, why: str) -> Answer:
    """Return why, and let another language lead on to where they were."""
    place, sender = PLACES.get(why, ""), visit.organisation
    return page(tools, key, why, organisation=sender, place=place, visit=visit), 409


def _other_link(tools: Tools, problem: OtherLink) -> Answer:
    """Say so, and nothing of the link that is open now: a code may not have been."""
    note(tools, problem)
    key = held(tools)
    asks = at_the_door(tools, key.token, now=now())
    return page(tools, key, "other_link", organisation=asks.organisation), 409
