"""Between a posted form, which is flat text, and answers, which are nested.

The names: a question `title` posts `title`; a row's question posts `actions-0-what`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from service.core.errors import Problems
from service.core.sentence import Sentence
from service.forms.questions import Question, questions

Posted = Mapping[str, str]
TICKED = "true"
MOST_DIGITS = 4  # of a row's number: what is longer was not posted by our page
LINE_END = re.compile(r"\r\n|\r|\n")
NAME_END = re.compile(r"\r\n|\r|\n|,")
SPLITS = {
    "lines": LINE_END,
    "names": NAME_END,
    "several": LINE_END,
    "identities": LINE_END,
}
SETS_NOTHING = frozenset({"choice", "tick"})  # may stand preset in a row left blank


def answers_from(schema: Schema, posted: Posted) -> dict[str, Any]:
    """Return the answers in `posted` as typed, without blank ones and blank rows."""
    return _answers(tuple(questions(schema)), posted, prefix="")


def values_of(schema: Schema, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what a form would post to give `answers`: it fills the form again."""
    return dict(_values(tuple(questions(schema)), answers, prefix=""))


def row_numbers(name: str, posted: Posted) -> list[int]:
    """Return the numbers of the rows posted under `name`, lowest first."""
    row = re.compile(rf"{re.escape(name)}-([0-9]{{1,{MOST_DIGITS}}})-.+", re.DOTALL)
    return sorted({int(found[1]) for key in posted if (found := row.fullmatch(key))})


def problem_list(problems: Problems, schema: Schema) -> list[tuple[str, Sentence]]:
    """Return each problem with the id of the field to mend, in the form's order."""
    return [(found.id, found.said) for found in _listed(problems, schema)]


def problem_summary(problems: Problems, schema: Schema) -> list[tuple[str, Sentence]]:
    """Return as `problem_list`; each sentence says which row and question it is of.

    A sentence that names its question itself is told by its row alone.
    """
    return [(found.id, _placed(found)) for found in _listed(problems, schema)]


def _listed(problems: Problems, schema: Schema) -> Iterator["_Found"]:
    return _problems(tuple(questions(schema)), problems)


@dataclass(frozen=True, slots=True)
class _Found:
    """A problem and where it is: `row` counts from 1, and is 0 outside of rows."""

    id: str
    said: Sentence
    label: str
    one: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a form a problem is looked for; `prefix` begins the ids there."""

    prefix: str = ""
    one: str = ""
    row: int = 0

    def found(self, name: str, label: str, said: str) -> _Found:
        whole = said if isinstance(said, Sentence) else Sentence(said)
        return _Found(self.prefix + name, whole, label, self.one, self.row)


# By whether it stands in a row, and how the question ends: "" names none.
PLACED = {
    (False, "."): Sentence("{question}: {problem}"),
    (False, "?"): Sentence("{question} {problem}"),
    (True, "."): Sentence("{one} {row}, {question}: {problem}"),
    (True, "?"): Sentence("{one} {row}, {question} {problem}"),
    (True, ""): Sentence("{one} {row}: {problem}"),
}


def _placed(found: _Found) -> Sentence:
    label, said = found.label, found.said
    ends = "?" if label.endswith("?") else "."
    if not label or label in said.values.values():
        ends = ""
    template = PLACED.get((bool(found.row), ends))
    if template is None:
        return said
    gaps = {"question": label, "problem": said}
    if found.row:
        gaps |= {"one": found.one, "row": str(found.row)}
    return Sentence(template, **gaps)


def _answers(
    asked: tuple[Question, ...], posted: Posted, *, prefix: str
) -> dict[str, Any]:
    given = ((q.name, _answer(q, posted, name=prefix + q.name)) for q in asked)
    return {name: answer for name, answer in given if answer not in ("", [])}


def _answer(question: Question, posted: Posted, *, name: str) -> Any:
    if question.widget == "rows":
        return _rows(question, posted, name=name)
    if question.widget == "tick":
        return name in posted
    typed = posted.get(name, "")
    if end := SPLITS.get(question.widget):
        return [part for part in end.split(typed) if part.strip()]
    return typed if typed.strip() else ""


def _rows(question: Question, posted: Posted, *, name: str) -> list[dict[str, Any]]:
    numbers = row_numbers(name, posted)
    rows = (_answers(question.rows, posted, prefix=f"{name}-{n}-") for n in numbers)
    return [row for row in rows if _says_something(question, row)]


def _says_something(question: Question, row: Mapping[str, Any]) -> bool:
    telling = {q.name for q in question.rows if q.widget not in SETS_NOTHING}
    return not telling.isdisjoint(row)


def _values(
    asked: tuple[Question, ...], answers: Mapping[str, Any], *, prefix: str
) -> Iterator[tuple[str, str]]:
    for question in asked:
        answer = answers.get(question.name)
        if answer not in (None, "", [], False):
            yield from _value(question, answer, name=prefix + question.name)


def _value(question: Question, answer: Any, *, name: str) -> Iterator[tuple[str, str]]:
    if question.widget == "rows":
        for number, row in enumerate(answer):
            yield from _values(question.rows, row, prefix=f"{name}-{number}-")
    elif question.widget in SPLITS:
        yield name, "\n".join(answer)
    else:
        yield name, TICKED if answer is True else str(answer)


def _problems(
    asked: tuple[Question, ...], problems: Problems, place: _Place = _Place()
) -> Iterator[_Found]:
    for said in problems.get("_schema", ()):
        yield place.found(asked[0].name, "", said)
    for question in asked:
        if question.name in problems:
            yield from _problem(question, problems[question.name], place)
    for unknown in sorted(problems.keys() - {"_schema", *(q.name for q in asked)}):
        said = _flat(problems[unknown])
        yield from (place.found(str(unknown), "", one) for one in said)


def _problem(question: Question, problem: Any, place: _Place) -> Iterator[_Found]:
    if isinstance(problem, Mapping) and question.rows:
        for number, row in sorted(problem.items()):
            within = row if isinstance(row, Mapping) else {"_schema": row}
            prefix = f"{place.prefix}{question.name}-{number}-"
            inner = _Place(prefix, question.one, int(number) + 1)
            yield from _problems(question.rows, within, inner)
    else:
        said = _flat(problem)
        yield from (place.found(question.name, question.label, one) for one in said)


def _flat(problem: Any) -> Iterator[str]:
    if isinstance(problem, Mapping):
        for within in problem.values():
            yield from _flat(within)
    else:
        yield from problem
