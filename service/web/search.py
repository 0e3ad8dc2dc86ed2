"""Look for records and people. What is looked for never stands in an address."""

from collections.abc import Mapping, Sequence
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
from service.core.search import FoundPerson, FoundRecords
from service.core.sentence import Sentence
from service.core.terms import asked_for, marked
from service.forms.posted import answers_from, problem_list
from service.forms.questions import questions
from service.forms.search import MOST_PAGES, SearchForm
from service.kinds import KINDS
from service.limits import Limit
from service.tools import Tools
from service.web.context import actor, now, today, tools, words
from service.web.fields import Reader
from service.web.limiting import take
from service.web.people_sought import address_of
from service.web.permits import needs
from service.web.record.listing import standing
from service.web.sealing import SealBroken, seal, unseal

PAGE = "search"
MOST_PEOPLE = 8  # more stand in the register
FORM = SearchForm()
QUESTIONS = [question for question in questions(FORM) if question.name != "page"]

Answers = Mapping[str, str]


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("search", __name__)

    @room.get("/search")
    @needs(Act.READ_RECORD)
    def show() -> str:
        token = request.args.get("sought", "")
        if not token:
            return _page({})
        try:
            return _results(unseal(token, page=PAGE), token)
        except SealBroken:
            return _page({}, has_ended=True)

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
    return {q.name: str(answers[q.name]) for q in QUESTIONS if q.name in answers}


def _address(asked: Answers) -> str:
    return f"/search?sought={seal(asked, page=PAGE)}"


def _results(asked: Answers, token: str) -> str:
    take(Limit.SEARCH, actor().label)
    found = search_records(tools(), actor(), {**asked, "page": _number()}, now=now())
    if found.page > max(found.pages, 1):
        abort(404)
    spoken = asked.get("words", "")
    said, wanted = words(), asked_for(spoken)
    return _page(
        asked,
        found=found,
        people=_people(spoken),
        everybody=address_of(spoken),
        sought=token,
        kinds=KINDS,
        most_people=MOST_PEOPLE,
        marked=lambda title: marked(title, wanted),
        standing=lambda line: standing(line, said),
    )


def _page(
    asked: Answers,
    *,
    found: FoundRecords | None = None,
    wrong: Sequence[tuple[str, Sentence]] = (),
    **shown: Any,
) -> str:
    reader = Reader(words(), dict(reversed(wrong)), near=today())
    return render_template(
        "search.html",
        fields={q.name: reader.field(q, q.name, asked.get(q.name)) for q in QUESTIONS},
        asked=asked,
        options=_options(),
        is_filtered=bool(asked.keys() - {"words"}),
        found=found,
        problems=wrong,
        **shown,
    )


def _options() -> dict[str, list[tuple[str, str]]]:
    """Return what each list of the form offers: a value, and what it is called."""
    said, who = words(), actor()
    groups = list_groups(tools(), who) if who.may(Act.READ_REGISTER) else ()
    return {
        "kind": [(kind.name, said(kind.label)) for kind in KINDS.values()],
        "group": [(str(group.id), group.name) for group in groups],
        "saved_by": [(name, name) for name in savers(tools(), who, now=now())],
        **{
            q.name: [(value, said(label)) for value, label in q.choices]
            for q in QUESTIONS
            if q.choices
        },
    }


def _people(spoken: str) -> tuple[FoundPerson, ...]:
    if not actor().may(Act.READ_REGISTER):
        return ()
    return search_people(tools(), actor(), spoken, now=now())


def _number() -> int:
    """Return the page that is asked for; an address nobody was given is not found."""
    written = request.args.get("page", "1")
    if not (written.isascii() and written.isdigit() and 0 < int(written) <= MOST_PAGES):
        abort(404)
    return int(written)
