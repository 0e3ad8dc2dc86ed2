"""The page on which staff answer what somebody has asked."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.consent.following import follow
from service.actions.consent.replying import REPLY, reply
from service.core.consent import Reply
from service.core.consent_views import Followed, QuestionAsked
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted

ON_PAGE = Sentence("The answer stands on their page, and a mail leads there.")
OTHERWISE = Sentence("The question is marked as answered.")
PATH = "/records/<uuid:consent_id>/questions/<int(min=1, max=99999):asked>"


def add(room: Blueprint, tools: Tools) -> None:
    @room.get(PATH)
    @needs(Act.WRITE_RECORD)
    def show_question(consent_id: UUID, asked: int) -> Page:
        return _page(tools, consent_id, asked, {"way": str(Reply.PAGE)})

    @room.post(PATH)
    @needs(Act.WRITE_RECORD)
    def answer_question(consent_id: UUID, asked: int) -> Response | Page:
        answers = posted(REPLY)
        try:
            reply(tools, actor(), consent_id, asked, answers, now=now())
        except Invalid as problem:
            return _page(tools, consent_id, asked, answers, problem.problems)
        is_on_page = answers.get("way") == Reply.PAGE
        flash(words().say(ON_PAGE if is_on_page else OTHERWISE))
        return redirect(f"/records/{consent_id}", code=303)


def _page(
    tools: Tools, consent_id: UUID, number: int, answers: Any, problems: Any = None
) -> Page:
    seen = follow(
        tools, actor(), consent_id, act=Act.WRITE_RECORD, following=True, now=now()
    )
    return draw(
        "consents/reply.html",
        REPLY,
        answers,
        problems=problems,
        consent=seen,
        asked=_asked(seen, number),
    )


def _asked(seen: Followed, number: int) -> QuestionAsked:
    for one in seen.questions:
        if one.number == number:
            return one
    raise NotFound(Sentence("There is no such question."))
