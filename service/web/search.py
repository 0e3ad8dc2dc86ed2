"""Look for records and people. What is looked for never stands in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from service.actions.register import list_groups
from service.actions.searching import (
    read_search,
    savers,
    search_people,
    search_records,
)
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.sentence import Sentence
from service.core.terms import asked_for, marked
from service.forms.posted import answers_from, problem_list
from service.forms.questions import Question, questions
from service.forms.search import SearchForm
from service.kinds import KINDS
from service.tools import Tools
from service.web.context import actor, now, tools, words
from service.web.permits import needs
from service.web.record.listing import standing
from service.web.sealing import SealBroken, seal, unseal

PAGE = "search"
FORM = SearchForm()
QUESTIONS = {q.name: q for q in questions(FORM) if q.name != "page"}
MOST_PEOPLE = 8

Answers = Mapping[str, str]
Options = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the search as the page draws it."""

    id: str
    label: str
    hint: str
    value: str
    problem: str
    options: Options


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("search", __name__)

    @room.get("/search")
    @needs(Act.READ_RECORD)
    def show() -> str:
        token = request.args.get("sought", "")
        try:
            asked = unseal(token, page=PAGE) if token else None
        except SealBroken:
            return _page({}, said=Sentence("The search has ended. Search again."))
        return _page({}) if asked is None else _results(asked, token)

    @room.post("/search")
    @needs(Act.READ_RECORD)
    def look_for() -> Response | tuple[str, int]:
        asked = _asked(request.form)
        try:
            read_search(asked)
        except Invalid as problem:
            wrong = problem_list(problem.problems, FORM)
            return _page(asked, wrong=wrong), 422
        return redirect(_address(asked), code=303)

    return room


def keep(form: MultiDict[str, str]) -> str:
    """Go on with a search that was asked for when the session had ended."""
    return _address(_asked(form))


KEEPERS = {"search.look_for": keep}


def _asked(form: MultiDict[str, str]) -> dict[str, str]:
    answers = answers_from(FORM, form)
    return {name: str(answers[name]) for name in QUESTIONS if name in answers}


def _address(asked: Answers) -> str:
    return f"/search?sought={seal(asked, page=PAGE)}"


def _results(asked: Answers, token: str) -> str:
    found = search_records(tools(), actor(), {**asked, "page": _number()}, now=now())
    if found.page > max(found.pages, 1):
        abort(404)
    spoken = asked.get("words", "")
    said, wanted = words(), asked_for(spoken)
    return _page(
        asked,
        found=found,
        people=_people(spoken),
        most_people=MOST_PEOPLE,
        token=token,
        everybody=seal({"search": spoken}, page="people"),
        marked=lambda title: marked(title, wanted),
        standing=lambda line: standing(line, said),
    )
