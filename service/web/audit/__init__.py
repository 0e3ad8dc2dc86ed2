"""The audit browser: what was done, by whom, to which id. Never what was written."""

from typing import Any

from flask import Blueprint, render_template, request
from werkzeug import Response

from service.actions.anchoring import latest_anchor
from service.actions.auditing import (
    events_per_day,
    export_events,
    list_actors,
    list_events,
)
from service.core.audit import Anchor
from service.core.audit_views import EventView
from service.core.errors import Invalid, NotFound, Problems
from service.core.permits import Act
from service.forms.answers import load
from service.forms.audit import AuditForm, selection_of
from service.forms.posted import answers_from, problem_list
from service.tools import Tools
from service.web.audit.chart import bars, first_day
from service.web.audit.naming import OTHERS, WHATS, what_of, who_of
from service.web.audit.sheet import as_sheet
from service.web.context import actor, now, today, words
from service.web.permits import needs
from service.web.register.sheet import fields
from service.web.spreadsheets import as_file

PAGE = 50
FORM = AuditForm()
Answers = dict[str, Any]


def blueprint(tools: Tools) -> Blueprint:
    """The selection is posted, though it changes nothing: an address is written down
    in histories and logs, and who was looked for is nobody's business there.
    """
    room = Blueprint("audit", __name__)

    @room.get("/audit")
    @needs(Act.READ_AUDIT)
    def index() -> str:
        return _page(tools, {})

    @room.post("/audit")
    @needs(Act.READ_AUDIT)
    def select() -> str | tuple[str, int]:
        answers = answers_from(FORM, request.form)
        try:
            return _page(tools, answers)
        except Invalid as problem:
            return _page(tools, {}, typed=answers, problems=problem.problems), 422

    @room.post("/audit/export")
    @needs(Act.READ_AUDIT)
    def export() -> Response:
        values = load(FORM, answers_from(FORM, request.form))
        found = export_events(tools, actor(), selection_of(values), now=now())
        return as_file(as_sheet(found, words()), name=words()("audit-trail"))

    return room


def _page(
    tools: Tools,
    answers: Answers,
    *,
    typed: Answers | None = None,
    problems: Problems | None = None,
) -> str:
    """Return the page with the events that fit `answers`. Raises Invalid."""
    values = load(FORM, answers)
    found = list_events(
        tools,
        actor(),
        selection_of(values),
        before=values["before"],
        limit=PAGE + 1,
    )
    listed = problem_list(problems or {}, FORM)
    return render_template(
        "audit.html",
        fields=fields(FORM, typed or answers, dict(reversed(listed))),
        problems=listed,
        is_selected=bool(answers),
        events=found[:PAGE],
        older=_older(found),
        **_frame(tools),
    )


def _frame(tools: Tools) -> dict[str, Any]:
    """Return what the page shows whatever is selected."""
    last, said = today(), words()
    counts = events_per_day(tools, actor(), since=first_day(last))
    others = [(label, said.say(name)) for label, name in OTHERS.items()]
    return {
        "anchor": _anchor(tools),
        "days": bars(counts, last=last),
        "actors": _options([*list_actors(tools, actor()), *others]),
        "whats": _options([(code, said.say(name)) for code, name in WHATS.items()]),
        "what_of": what_of,
        "who_of": who_of,
    }


def _anchor(tools: Tools) -> Anchor | None:
    try:
        return latest_anchor(tools)
    except NotFound:
        return None


def _older(found: tuple[EventView, ...]) -> int | None:
    return found[PAGE - 1].id if found[PAGE:] else None


def _options(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "text": text} for value, text in pairs]
