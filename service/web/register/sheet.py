"""One form of the register on one page: drawn, read back, drawn again with problems."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import render_template, request
from marshmallow import Schema

from service.core.errors import Problems
from service.forms.posted import answers_from, problem_list, problem_summary
from service.forms.questions import questions
from service.web.context import today, words
from service.web.fields import Field, Reader

Page = tuple[str, int]


def posted(schema: Schema) -> dict[str, Any]:
    return answers_from(schema, request.form)


def answers_of(known: Any) -> dict[str, Any]:
    """Return a value of the register as the answers that would give it."""
    return {name: answer for name, answer in asdict(known).items() if name != "id"}


def draw(
    template: str,
    schema: Schema,
    answers: Mapping[str, Any],
    *,
    problems: Problems | None = None,
    **shown: Any,
) -> Page:
    """Return the page and 200, or 422 when there are problems to point at."""
    wrong = dict(reversed(problem_list(problems or {}, schema)))
    page = render_template(
        template,
        fields=fields(schema, answers, wrong),
        problems=problem_summary(problems or {}, schema),
        **shown,
    )
    return page, 422 if wrong else 200


def fields(
    schema: Schema, answers: Mapping[str, Any], problems: Mapping[str, Any]
) -> dict[str, Field]:
    reader = Reader(words(), problems, near=today())
    return {
        asked.name: reader.field(asked, asked.name, answers.get(asked.name))
        for asked in questions(schema)
    }
