"""The stronger way in: by e-ID, at a broker, and straight back to one's own link."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug import Response as AnyResponse

from service.actions.consent.demanding import offer_at
from service.actions.consent.door import at_the_door
from service.actions.consent.proving import begin, finish, link_of
from service.actions.travelling import come_back
from service.core.errors import (
    NotFound,
    Refused,
    ServiceError,
    SignInDown,
    SignInFailed,
    SignInRefused,
)
from service.core.permits import Act
from service.core.sentence import Sentence
from service.limits import Limit
from service.tools import Tools
from service.web.consents.key import Key, held, keep, posting
from service.web.consents.pages import page
from service.web.context import now
from service.web.cookies import READER
from service.web.limiting import take
from service.web.link_marks import mark_of
from service.web.permits import needs

START = "/c"
STATUS: Mapping[type[ServiceError], int] = {
    SignInFailed: 400,
    SignInRefused: 403,
    SignInDown: 503,
}
UNTRUSTED = Sentence(
    "What came back from the e-ID service could not be trusted, so nothing has been"
    " opened. Try again."
)
DOWN = Sentence("The e-ID service does not answer now. Try again in a moment.")
STOPPED = Sentence("You stopped on the way. Nothing has been opened, and nothing sent.")
OVER = Sentence("It took too long, or began in another browser. Try again.")
BY_CODE = {"stopped": STOPPED, "state": OVER}

Page = AnyResponse | tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    """Add nothing where no broker is set up."""
    if tools.eid is not None:
        _add_way_out(room, tools)
        _add_way_back(room, tools)


def _add_way_out(room: Blueprint, tools: Tools) -> None:
    @room.post("/eid")
    @needs(Act.ANYBODY)
    def leave() -> Page:
        key = posting(tools)
        take(Limit.SIGN_IN, *key.counted)
        try:
            departure = begin(tools, key.token, browser=READER.read(), now=now())
        except SignInDown as problem:
            return _failed(tools, key, problem)
        except Refused:
            return redirect(START, code=303)  # another way in is shown there
        shown = _page(tools, key, "eid_leaving", address=departure.address)
        return READER.keep(Response(shown, mimetype="text/html"), departure.browser)


def _add_way_back(room: Blueprint, tools: Tools) -> None:
    @room.get("/eid/back")
    @needs(Act.ANYBODY)
    def prove() -> Page:
        told, browser = request.args.to_dict(), READER.read()
        try:
            pending = come_back(
                tools, state=told.get("state", ""), browser=browser, now=now()
            )
            key = _key_of(tools, link_of(tools, pending))
        except SignInFailed as problem:
            return _never_left(tools, problem)
        try:
            finish(tools, pending, told, browser=browser, now=now())
        except tuple(STATUS) as problem:
            return _failed(tools, key, problem)
        except Refused:
            pass  # what is asked has changed meanwhile: the start says so
        return redirect(START, code=303)


def _key_of(tools: Tools, token: str) -> Key:
    """Return the link they left by; another may have been opened here meanwhile."""
    try:
        key = held(tools)
    except NotFound:
        key = None
    if key is None or key.mark != mark_of(token):
        keep(at_the_door(tools, token, now=now()))
    return held(tools)


def _never_left(tools: Tools, problem: SignInFailed) -> Page:
    """Answer who comes back from nowhere; they may hold no link at all."""
    try:
        return _failed(tools, held(tools), problem)
    except NotFound:
        return render_template("link_gone.html"), STATUS[SignInFailed]


def _failed(tools: Tools, key: Key, problem: ServiceError) -> Page:
    return _page(tools, key, "eid_failed", said=_said(problem)), STATUS[type(problem)]


def _said(problem: ServiceError) -> Sentence:
    """Return why, in words for a guardian: those of sign-in are for staff."""
    if isinstance(problem, SignInDown):
        return DOWN
    if isinstance(problem, SignInFailed):
        return BY_CODE.get(problem.code, UNTRUSTED)
    return problem.said


def _page(tools: Tools, key: Key, template: str, **shown: Any) -> str:
    asks = at_the_door(tools, key.token, now=now())
    offer = offer_at(tools, key.token, now=now())
    return page(
        tools, key, template, organisation=asks.organisation, eid=offer, **shown
    )
