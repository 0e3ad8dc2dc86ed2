"""Between a posted form, which is flat text, and answers, which are nested.

The names: a question `title` posts `title`; a row's question posts `actions-0-what`.
"""

import re
from collections.abc import Iterator, Mapping
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
    return list(_problems(tuple(questions(schema)), problems, prefix=""))


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
    asked: tuple[Question, ...], problems: Problems, *, prefix: str
) -> Iterator[tuple[str, Sentence]]:
    first = prefix + asked[0].name
    for said in problems.get("_schema", ()):
        yield first, _sentence(said)
    for question in asked:
        if question.name in problems:
            name = prefix + question.name
            yield from _problem(question, problems[question.name], name=name)
    for unknown in sorted(problems.keys() - {"_schema", *(q.name for q in asked)}):
        yield from ((f"{prefix}{unknown}", said) for said in _flat(problems[unknown]))


def _problem(
    question: Question, problem: Any, *, name: str
) -> Iterator[tuple[str, Sentence]]:
    if isinstance(problem, Mapping) and question.rows:
        for number, row in sorted(problem.items()):
            within = row if isinstance(row, Mapping) else {"_schema": row}
            yield from _problems(question.rows, within, prefix=f"{name}-{number}-")
    else:
        yield from ((name, said) for said in _flat(problem))


def _flat(problem: Any) -> Iterator[Sentence]:
    if isinstance(problem, Mapping):
        for within in problem.values():
            yield from _flat(within)
    else:
        yield from (_sentence(said) for said in problem)


def _sentence(said: str) -> Sentence:
    return said if isinstance(said, Sentence) else Sentence(said)
