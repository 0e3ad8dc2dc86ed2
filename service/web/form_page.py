"""The page where a form is filled in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template

from service.actions.consent.offering import offered
from service.actions.register import list_groups, list_people
from service.core.errors import Problems
from service.core.offer import Offer
from service.core.records import Draft
from service.core.when import read_day
from service.forms.posted import problem_list, problem_summary
from service.forms.questions import Question, questions
from service.kind import AnyKind
from service.kinds import consent
from service.web.context import actor, now, today, tools, words
from service.web.fields import NO_PROBLEMS, Reader, as_text, first_said
from service.web.sections import Section, sections

# What a new form of a kind says by itself.
OFFERING = {consent.NAME: offered}


def form_page(
    kind: AnyKind,
    draft: Draft | None,
    *,
    problems: Problems = NO_PROBLEMS,
    more: str = "",
) -> tuple[str, int]:
    """Return the page with all that was written, and 422 when it has problems."""
    wrong = dict(reversed(problem_list(problems, kind.schema)))
    answers = draft.answers if draft else {}
    page = render_template(
        "form.html",
        kind=kind,
        draft=draft,
        title=title(kind, answers),
        problems=problem_summary(problems, kind.schema),
        sections=laid_out(
            kind,
            answers,
            problems=wrong,
            more=more,
            offers={} if draft else _offers(kind),
        ),
        groups=list_groups(tools(), actor()),
        people=[one for one in list_people(tools(), actor()) if not one.masked],
    )
    return page, 422 if wrong else 200


def laid_out(
    kind: AnyKind,
    answers: Mapping[str, Any],
    *,
    problems: Mapping[str, Any] = NO_PROBLEMS,
    more: str = "",
    offers: Mapping[str, Offer] = NO_PROBLEMS,
) -> list[Section]:
    asked = questions(kind.schema)
    reader = Reader(words(), problems, near=near(asked, answers), offers=offers)
    return sections(asked, answers, reader=reader, more=more)


def _offers(kind: AnyKind) -> Mapping[str, Offer]:
    """Return what a new form says by itself."""
    offer = OFFERING.get(kind.name)
    return offer(tools(), actor(), now=now()) if offer else {}


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
