"""What answers mean to somebody who writes them today: "i dag", a day without its year.

A draft may be read on another day than it was written, so such words are put plainly
when they are kept. Programs write their answers out: this is for pages.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import Schema

from service.forms.questions import Question, questions


def as_meant(
    schema: Schema, answers: Mapping[str, Any], *, today: date
) -> dict[str, Any]:
    """Return the answers with days in full; what cannot be read stays as written."""
    return _meant(questions(schema), answers, today)


def _meant(
    asked: Iterable[Question], answers: Mapping[str, Any], today: date
) -> dict[str, Any]:
    known = {question.name: question for question in asked}
    return {
        name: _answer(known[name], answer, today) if name in known else answer
        for name, answer in answers.items()
    }


def _answer(question: Question, answer: Any, today: date) -> Any:
    if question.rows:
        return [_meant(question.rows, row, today) for row in answer]
    if question.meant is None:
        return answer
    try:
        return question.meant(answer, today)
    except ValueError:
        return answer
