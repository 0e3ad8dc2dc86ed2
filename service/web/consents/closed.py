"""When an answer cannot be taken in, and nothing was saved: why, and what to do now."""

from flask import Blueprint

from service.actions.consent.door import at_the_door
from service.actions.consent.guardian_view import Visit, visit_of
from service.actions.consent.saying import Over, TextChanged
from service.tools import Tools
from service.web.consents.key import Key, OtherLink, held
from service.web.consents.pages import page
from service.web.context import now
from service.web.cookies import READER

Answer = tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    room.register_error_handler(TextChanged, lambda _: _said(tools, "changed"))
    room.register_error_handler(Over, lambda _: _said(tools, "over"))
    room.register_error_handler(OtherLink, lambda _: _other_link(tools))


def closed(tools: Tools, key: Key, visit: Visit) -> Answer:
    """Return the page of a link whose question is over, or was asked anew."""
    return _page(tools, key, visit, "changed" if visit.is_outdated else "over")


def _said(tools: Tools, why: str) -> Answer:
    key = held(tools)
    visit = visit_of(tools, key.token, browser=READER.read(), now=now())
    return _page(tools, key, visit, why)


def _page(tools: Tools, key: Key, visit: Visit, why: str) -> Answer:
    return (
        page(tools, key, why, organisation=visit.organisation, visit=visit),
        409,
    )


def _other_link(tools: Tools) -> Answer:
    """Say so, and nothing of the link that is open now: a code may not have been."""
    key = held(tools)
    asks = at_the_door(tools, key.token, now=now())
    return page(tools, key, "other_link", organisation=asks.organisation), 409
