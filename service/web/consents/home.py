"""The start of a link: the door, the question, one's receipt, or what applies."""

from flask import Blueprint
from werkzeug import Response

from service.actions.consent.guardian_view import Visit, visit_of
from service.actions.consent.receiver_view import receiver_view
from service.actions.links import CodeNeeded
from service.core.consent import Role
from service.core.permits import Act
from service.tools import Tools
from service.web.consents.answers import reading_page
from service.web.consents.closed import closed
from service.web.consents.codes import door
from service.web.consents.key import Key, held
from service.web.consents.pages import page
from service.web.consents.taking_back import receipt_page
from service.web.context import now
from service.web.cookies import READER
from service.web.permits import needs

Page = str | Response | tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("")
    @needs(Act.ANYBODY)
    def start() -> Page:
        key = held(tools)
        try:
            visit = visit_of(tools, key.token, browser=READER.read(), now=now())
        except CodeNeeded:
            return door(tools, key)
        return _page_of(tools, key, visit)


def _page_of(tools: Tools, key: Key, visit: Visit) -> Page:
    if visit.role is Role.RECEIVER:
        return _what_applies(tools, key)
    if visit.has_answered and not visit.is_outdated:
        return receipt_page(tools, key)
    if visit.is_outdated or visit.is_over:
        return closed(tools, key, visit)
    return reading_page(tools, key)


def _what_applies(tools: Tools, key: Key) -> str:
    seen = receiver_view(
        tools,
        key.token,
        browser=READER.read(),
        words=tools.speak(key.language),
        now=now(),
    )
    return page(tools, key, "receiver", organisation=seen.organisation, seen=seen)
