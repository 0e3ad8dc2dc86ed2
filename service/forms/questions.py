"""A schema as a page sees it: questions in the order they are asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, fields

from service.forms.answers import Row, Several


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Texts are English Sentences for the page to translate.

    `rows` holds the questions of each row of a `rows` widget, and `one` what one row
    is called; `starts` names the section that begins here, or is empty; `most` is the
    number of characters or rows allowed, 0 when it needs no saying. `opens`: an empty
    row is shown from the start. `meant` puts plainly what rests on the day of writing.
    `only_if`: the name of a question beside it, and the answers that make it matter.
    """

    name: str
    label: str
    widget: str
    required: bool
    hint: str = ""
    starts: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    rows: tuple["Question", ...] = ()
    one: str = ""
    most: int = 0
    preset: str = ""
    opens: bool = False
    only_if: tuple[str, ...] = ()
    meant: Callable[[str, date], str] | None = None


def questions(schema: Schema) -> list[Question]:
    """Return the questions of a form in the order they were written."""
    return [_question(name, field) for name, field in schema.fields.items()]


def _question(name: str, field: fields.Field[Any]) -> Question:
    return Question(
        name=name,
        required=field.required,
        rows=_rows(field),
        preset=_preset(field),
        **field.metadata,
    )


def _rows(field: fields.Field[Any]) -> tuple[Question, ...]:
    if isinstance(field, Several) and isinstance(field.inner, Row):
        return tuple(questions(field.inner.schema))
    return ()


def _preset(field: fields.Field[Any]) -> str:
    is_left_out = field.metadata["widget"] == "choice" and not field.required
    return str(field.load_default) if is_left_out else ""
