"""A consent text as its passages: each with its field, and the Swedish one beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from service.core.consent_text import ConsentText
from service.core.sentence import Sentence
from service.forms.posted import values_of
from service.forms.questions import Question, questions

LONG = 60  # characters; what is longer, or may become so, gets a box of several lines


@dataclass(frozen=True, slots=True)
class Passage:
    """`id` is also the posted name; `starts` names the rows that begin here."""

    id: str
    label: str
    value: str
    swedish: str
    problem: Sentence | None = None
    starts: str = ""
    group: str = ""

    @property
    def height(self) -> int:
        longest = max(len(self.value), len(self.swedish))
        return max(2, min(longest // LONG + 1, 12))


@dataclass(frozen=True, slots=True)
class Beside:
    """What a field holds and what the Swedish text says there, by posted name."""

    values: Mapping[str, str]
    swedish: Mapping[str, str]
    problems: Mapping[str, Sentence]

    def passage(self, name: str, question: Question, **more: str) -> Passage:
        return Passage(
            name,
            question.label,
            self.values.get(name, ""),
            self.swedish.get(name, ""),
            self.problems.get(name),
            **more,
        )


def passages(
    form: Schema,
    answers: Mapping[str, Any],
    master: ConsentText,
    *,
    problems: Mapping[str, Sentence],
    spare: int = 0,
) -> tuple[Passage, ...]:
    """Return all passages in the form's order, and `spare` empty rows of each list."""
    beside = Beside(values_of(form, answers), values_of(form, master.body), problems)
    return tuple(
        passage
        for question in questions(form)
        for passage in _of(question, beside, answers, master, spare)
    )


def _of(
    question: Question,
    beside: Beside,
    answers: Mapping[str, Any],
    master: ConsentText,
    spare: int,
) -> Iterator[Passage]:
    if not question.rows:
        yield beside.passage(question.name, question)
        return
    rows = max(len(answers.get(question.name, ())), len(master.body[question.name]))
    for number in range(rows + spare):
        for inner in question.rows:
            is_first = not number and inner is question.rows[0]
            yield beside.passage(
                f"{question.name}-{number}-{inner.name}",
                inner,
                starts=question.label if is_first else "",
                group=question.name,
            )
