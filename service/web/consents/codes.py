"""The way in: the link leads to the door, the door mails a code, the code opens."""

import secrets

from flask import Blueprint, redirect, request
from werkzeug import Response

from service.actions.codes import is_asked_for, send_code, use_code
from service.actions.consent.demanding import offer_at
from service.actions.consent.door import at_the_door
from service.core.errors import Invalid, TooMany
from service.core.permits import Act
from service.limits import Limit
from service.tools import Tools
from service.web.consents.key import Key, choose, held, keep, posting
from service.web.consents.pages import page
from service.web.context import now
from service.web.cookies import READER
from service.web.limiting import take
from service.web.link_codes import LONGEST_SHOWN, Problem, said_of, slower
from service.web.link_marks import clean
from service.web.permits import needs

START, CODE = "/c", "/c/code"


def add(room: Blueprint, tools: Tools) -> None:
    _add_way_in(room, tools)
    _add_asking(room, tools)
    _add_writing(room, tools)


def _add_way_in(room: Blueprint, tools: Tools) -> None:
    @room.get("/<token>")
    @needs(Act.ANYBODY)
    def come(token: str) -> Response:
        keep(at_the_door(tools, clean(token), now=now()))
        return redirect(START, code=303)

    @room.get("/language/<code>")
    @room.get("/language/<code>/<any(code, answer):place>")
    @needs(Act.ANYBODY)
    def language(code: str, place: str = "") -> Response:
        choose(code)
        return redirect(f"{START}/{place}" if place else START, code=303)


def _add_asking(room: Blueprint, tools: Tools) -> None:
    @room.post("/codes")
    @needs(Act.ANYBODY)
    def ask() -> Response:
        key, browser = posting(tools), READER.read() or secrets.token_urlsafe(32)
        try:
            take(Limit.CODE_SENT, *key.counted)
            send_code(tools, key.token, browser=browser, now=now())
        except TooMany as problem:
            return slower(door(tools, key, problem=problem), problem)
        return READER.keep(redirect(CODE, code=303), browser)


def _add_writing(room: Blueprint, tools: Tools) -> None:
    @room.get("/code")
    @needs(Act.ANYBODY)
    def write() -> str | Response:
        key = held(tools)
        if is_asked_for(tools, key.token, browser=READER.read(), now=now()):
            return _code_page(tools, key)
        return redirect(START, code=303)

    @room.post("/code")
    @needs(Act.ANYBODY)
    def enter() -> Response | tuple[str, int]:
        key, typed = posting(tools), request.form.get("code", "")
        try:
            take(Limit.CODE_TRIED, *key.counted)
            use_code(tools, key.token, browser=READER.read(), typed=typed, now=now())
        except Invalid as problem:
            return _code_page(tools, key, problem=problem, typed=typed), 422
        except TooMany as problem:
            wait = _code_page(tools, key, problem=problem, typed=typed)
            return slower(wait, problem)
        return redirect(START, code=303)


def door(tools: Tools, key: Key, *, problem: TooMany | None = None) -> str:
    """Return the page before the code. Raises NotFound."""
    asks = at_the_door(tools, key.token, now=now())
    return page(
        tools,
        key,
        "door",
        organisation=asks.organisation,
        eid=offer_at(tools, key.token, now=now()),
        problem=said_of(problem) if problem else "",
    )


def _code_page(
    tools: Tools, key: Key, *, problem: Problem | None = None, typed: str = ""
) -> str:
    asks = at_the_door(tools, key.token, now=now())
    return page(
        tools,
        key,
        "code",
        organisation=asks.organisation,
        place="code",
        typed=typed[:LONGEST_SHOWN],
        problem=said_of(problem) if problem else "",
    )
