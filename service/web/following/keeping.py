"""The page on which staff note that a paper filed as a withdrawal is none."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.consent.following import follow
from service.actions.consent.keeping import KEPT, NOTHING_WAITS, note_kept
from service.core.errors import Invalid, Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted

PATH = "/records/<uuid:consent_id>/people/<uuid:participant_id>/no-withdrawal"


HEADING = Sentence("The paper takes nothing back")
LEAD = Sentence(
    "What they have answered stands. The paper stays with the consent, and so does what"
    " you write here."
)
PRESS = Sentence("Note it")


def add(room: Blueprint, tools: Tools) -> None:
    @room.get(PATH)
    @needs(Act.WRITE_RECORD)
    def show_no_withdrawal(consent_id: UUID, participant_id: UUID) -> Page:
        return _page(tools, consent_id, participant_id, {})

    @room.post(PATH)
    @needs(Act.WRITE_RECORD)
    def note_no_withdrawal(consent_id: UUID, participant_id: UUID) -> Response | Page:
        answers = posted(KEPT)
        try:
            note_kept(tools, actor(), consent_id, participant_id, answers, now=now())
        except Invalid as problem:
            problems = problem.problems
            return _page(tools, consent_id, participant_id, answers, problems)
        flash(words()("It is noted that the paper takes nothing back."))
        return redirect(f"/records/{consent_id}", code=303)


def _page(
    tools: Tools, consent_id: UUID, one: UUID, answers: Any, problems: Any = None
) -> Page:
    act = Act.WRITE_RECORD
    seen = follow(
        tools, actor(), consent_id, act=act, of=one, following=True, now=now()
    )
    if not any(other.id == one and other.has_withdrawal for other in seen.people):
        raise Refused(NOTHING_WAITS)
    return draw(
        "consents/decide.html",
        KEPT,
        answers,
        problems=problems,
        decision={
            "path": f"people/{one}/no-withdrawal",
            "heading": HEADING,
            "lead": LEAD,
            "press": PRESS,
        },
        consent=seen,
    )
