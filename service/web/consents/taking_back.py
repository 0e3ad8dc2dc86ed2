"""One's receipt, and the way back from it: to take back is as easy as to give."""

from flask import Blueprint, redirect, request
from werkzeug import Response

from service.actions.consent.answering import withdraw
from service.actions.consent.receipt_view import Receipt, receipt
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.sentence import Sentence
from service.limits import Limit
from service.tools import Tools
from service.web.consents.key import Key, posting
from service.web.consents.pages import page
from service.web.consents.wording import SAID_OF_WHOLE
from service.web.context import now
from service.web.cookies import READER
from service.web.limiting import take
from service.web.permits import needs
from service.web.record.files import size

SOME, ALL = "some", "all"
UNCHOSEN = Sentence("Choose what you want to do.")
NOBODY = Sentence("Tick for whom you take it back.")
Page = Response | tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    @room.post("/withdrawal")
    @needs(Act.ANYBODY)
    def take_back() -> Page:
        key, wish = posting(tools), request.form.get("what", "")
        take(Limit.LINK_OPENED, *key.counted)
        try:
            _withdraw(tools, key, wish)
        except Invalid as problem:
            return receipt_page(tools, key, problem=problem), 422
        return redirect("/c", code=303)


def _withdraw(tools: Tools, key: Key, wish: str) -> None:
    """Raises Invalid when it is not clear what is taken back: nothing is, then."""
    parties = request.form.getlist("parties") if wish == SOME else []
    if wish not in (SOME, ALL):
        raise Invalid({"what": [UNCHOSEN]})
    if wish == SOME and not parties:
        raise Invalid({"parties": [NOBODY]})
    withdraw(
        tools,
        key.token,
        {"parties": parties, "turn": request.form.get("turn", "")},
        browser=READER.read(),
        language=key.language,
        now=now(),
    )


def receipt_page(tools: Tools, key: Key, *, problem: Invalid | None = None) -> str:
    """Return what they have answered. Raises NotFound, CodeNeeded."""
    given = _receipt(tools, key)
    problems = (
        [(name, said[0]) for name, said in problem.problems.items()] if problem else []
    )
    return page(
        tools,
        key,
        "receipt",
        organisation=given.visit.organisation,
        given=given,
        whole=SAID_OF_WHOLE[given.whole],
        problems=problems,
        wrong=dict(problems),
        size=size,
    )


def _receipt(tools: Tools, key: Key) -> Receipt:
    words = tools.speak(key.language)
    return receipt(tools, key.token, browser=READER.read(), words=words, now=now())
