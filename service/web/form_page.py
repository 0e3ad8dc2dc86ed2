"""The page where a form is filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template

from service.actions.register import list_groups, list_people
from service.core.errors import Problems
from service.core.records import Draft
from service.core.when import read_day
from service.forms.posted import problem_list
from service.forms.questions import Question, questions
from service.kind import AnyKind
from service.web.context import actor, today, tools, words
from service.web.fields import NO_PROBLEMS, Reader, as_text, first_said
from service.web.sections import Section, sections


def form_page(
    kind: AnyKind,
    draft: Draft | None,
    *,
    problems: Problems = NO_PROBLEMS,
    more: str = "",
) -> tuple[str, int]:
    """Return the page with all that was written, and 422 when it has problems."""
    listed = problem_list(problems, kind.schema) if problems else []
    answers = draft.answers if draft else {}
    page = render_template(
        "form.html",
        kind=kind,
        draft=draft,
        title=title(kind, answers),
        problems=listed,
        sections=laid_out(kind, answers, problems=dict(reversed(listed)), more=more),
        groups=list_groups(tools(), actor()),
        people=[one for one in list_people(tools(), actor()) if not one.masked],
    )
    return page, 422 if listed else 200


def laid_out(
    kind: AnyKind,
    answers: Mapping[str, Any],
    *,
    problems: Mapping[str, Any] = NO_PROBLEMS,
    more: str = "",
) -> list[Section]:
    asked = questions(kind.schema)
    reader = Reader(words(), problems, near=near(asked, answers))
    return sections(asked, answers, reader=reader, more=more)


def title(kind: AnyKind, answers: Mapping[str, Any]) -> str:
    """Return what a draft is called before it can be read as a whole."""
    return first_said(answers, "title", "group") or words()(kind.label)


def near(asked: list[Question], answers: Mapping[str, Any]) -> date:
    """Return the day that dates without a year are near: the form's own, or today."""
    for question in asked:
        if question.widget == "day":
            return _read_day(as_text(answers.get(question.name)))
    return today()


def _read_day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        return today()
