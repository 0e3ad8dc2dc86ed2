"""The page of all consents: their states in words, and what comes next."""

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug import Response

from service.actions.consent.finding import (
    ConsentLine,
    SoughtConsents,
    list_consents,
)
from service.actions.consent.waiting import Wait
from service.core.consent_state import SHARING, ConsentState
from service.core.permits import Act
from service.core.sentence import Sentence
from service.limits import Limit
from service.tools import Tools
from service.web.context import actor, now
from service.web.following.wording import (
    HELD,
    NEED_A_PERSON,
    NEXT,
    STATES,
    WAITS,
)
from service.web.limiting import take
from service.web.permits import needs
from service.web.sealing import SealBroken, seal, unseal

PAGE = "consents"
NEEDED = "needed"  # stands in the list of states, and is none
CHOICES = tuple(STATES)
MOST_PAGES, LONGEST = 1_000, 200


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/consents")
    @needs(Act.READ_RECORD)
    def all_consents() -> str:
        sought = _sought()
        if sought.words:
            take(Limit.SEARCH, actor().label)
        found = list_consents(tools, actor(), sought, now=now())
        return render_template(
            "consents/all.html",
            found=found,
            sought=sought,
            states=STATES,
            tag_of=_tag,
            choices=CHOICES,
            waits=WAITS,
            need_a_person=NEED_A_PERSON,
            next_step=NEXT,
            address=_address,
        )

    @room.post("/consents")
    @needs(Act.READ_RECORD)
    def look_for_consents() -> Response:
        """What is looked for never stands in an address: it is sealed there."""
        form = request.form
        words = form.get("words", "").strip()[:LONGEST]
        return redirect(
            _address(
                state=form.get("state", ""),
                mine=form.get("mine", ""),
                sought=seal({"words": words}, page=PAGE) if words else "",
            ),
            code=303,
        )


def _tag(line: ConsentLine) -> tuple[Sentence, str]:
    """Return the word and the colour: green is only what may be shared today."""
    if line.why is Wait.WITHDRAWAL and line.state in SHARING:
        return HELD
    return STATES[line.state].word, STATES[line.state].tag


def _address(**asked: str) -> str:
    given = {name: value for name, value in asked.items() if value}
    return f"/consents?{urlencode(given)}" if given else "/consents"


def _sought() -> SoughtConsents:
    asked = request.args
    state = asked.get("state", "")
    if state not in ("", NEEDED, *CHOICES):
        abort(404)
    page = asked.get("page", default=1, type=int)
    return SoughtConsents(
        state=ConsentState(state) if state in CHOICES else None,
        waits=state == NEEDED,
        mine="mine" in asked,
        words=_words(asked.get("sought", "")),
        page=page if 1 <= page <= MOST_PAGES else abort(404),
    )


def _words(token: str) -> str:
    try:
        return unseal(token, page=PAGE)["words"] if token else ""
    except SealBroken:
        return ""
