"""A question to the staff, and the wish for paper: before and after one answers."""

from flask import Blueprint, redirect, request
from werkzeug import Response

from service.actions.consent.asking_back import ask_back, want_paper
from service.actions.consent.guardian_view import visit_of
from service.core.consent import Role
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.sentence import Sentence
from service.limits import Limit
from service.tools import Tools
from service.web.consents.key import Key, held, posting
from service.web.consents.pages import page
from service.web.context import now
from service.web.cookies import READER
from service.web.limiting import take
from service.web.permits import needs

UNTICKED = Sentence("Tick that you want the form on paper.")
Page = Response | tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    _add_question(room, tools)
    _add_paper(room, tools)


def _add_question(room: Blueprint, tools: Tools) -> None:
    @room.get("/question")
    @needs(Act.ANYBODY)
    def question() -> str:
        return _page(tools, held(tools), "question")

    @room.post("/question")
    @needs(Act.ANYBODY)
    def put_question() -> Page:
        key, text = posting(tools), request.form.get("text", "")
        take(Limit.LINK_OPENED, *key.counted)
        try:
            ask_back(
                tools,
                key.token,
                {"text": text},
                browser=READER.read(),
                language=key.language,
                now=now(),
            )
        except Invalid as problem:
            [said] = problem.problems["text"]
            shown = _page(tools, key, "question", typed=text, problem=said)
            return shown, 422
        return redirect("/c/question/sent", code=303)

    @room.get("/question/sent")
    @needs(Act.ANYBODY)
    def question_sent() -> str:
        return _page(tools, held(tools), "question_sent")


def _add_paper(room: Blueprint, tools: Tools) -> None:
    @room.post("/paper")
    @needs(Act.ANYBODY)
    def paper() -> Page:
        key = posting(tools)
        take(Limit.LINK_OPENED, *key.counted)
        if "wanted" not in request.form:  # a scanner presses buttons, and ticks nothing
            return _page(tools, key, "question", unticked=UNTICKED), 422
        want_paper(tools, key.token, browser=READER.read(), now=now())
        return redirect("/c/paper/sent", code=303)

    @room.get("/paper/sent")
    @needs(Act.ANYBODY)
    def paper_sent() -> str:
        return _page(tools, held(tools), "paper_sent")


def _page(
    tools: Tools,
    key: Key,
    template: str,
    *,
    typed: str = "",
    problem: str = "",
    unticked: str = "",
) -> str:
    visit = visit_of(tools, key.token, browser=READER.read(), now=now())
    if visit.role is Role.RECEIVER:
        raise NotFound
    return page(
        tools,
        key,
        template,
        organisation=visit.organisation,
        visit=visit,
        typed=typed,
        problem=problem,
        unticked=unticked,
    )
