"""What people wrote in a form, as passages that can be searched.

Ticks, choices, numbers and ids are not words of theirs, and are left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema

from service.core.terms import Passage, Place
from service.forms.questions import Question, questions

PLACES = {
    "line": Place.LINE,
    "names": Place.LINE,
    "address": Place.LINE,
    "when": Place.LINE,
    "times": Place.TEXT,
    "day": Place.TEXT,
    "text": Place.TEXT,
    "lines": Place.TEXT,
}


def passages(schema: Schema, answers: Mapping[str, Any]) -> Iterator[Passage]:
    """Yield what the stored answers to a form say, in the order it is asked."""
    yield from _of_rows(tuple(questions(schema)), answers)


def _of_rows(
    asked: tuple[Question, ...], answers: Mapping[str, Any]
) -> Iterator[Passage]:
    for question in asked:
        if answer := answers.get(question.name):
            yield from _of_answer(question, answer)


def _of_answer(question: Question, answer: Any) -> Iterator[Passage]:
    if question.widget == "rows":
        for row in answer:
            yield from _of_rows(question.rows, row)
    elif question.widget in PLACES:
        said = answer if isinstance(answer, list) else [answer]
        yield from (Passage(str(one), PLACES[question.widget]) for one in said)
