"""A form as the page lays it out: sections of fields, and of rows of fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from service.forms.questions import Question
from service.web.fields import Field, Reader, as_rows

BLANK = "N"  # stands for a row's number in the template that the script copies


@dataclass(frozen=True, slots=True)
class Row:
    """`name` is the row's number as posted names hold it, or BLANK."""

    name: str
    fields: tuple[Field, ...]
    is_open: bool

    @property
    def place(self) -> int:
        """Return what people call it: 1 for the first."""
        return 0 if self.name == BLANK else int(self.name) + 1

    @property
    def answered(self) -> list[Field]:
        """Return the fields with something to tell, what was written first.

        Choices alone tell nothing: they are preset in a row that nobody has touched.
        """
        said = [one for one in self.fields if one.is_answered]
        written = [one for one in said if not one.is_preset]
        chosen = [one for one in said if one.is_preset]
        return [*written, *chosen] if written else []

    @property
    def said(self) -> list[str]:
        return [one.shown for one in self.answered]

    @property
    def is_wrong(self) -> bool:
        return any(one.problem for one in self.fields)

    def find(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.question.name == name), None)


@dataclass(frozen=True, slots=True)
class Rows:
    """A question that is answered by rows. `blank` is what the script copies."""

    heading: Field
    rows: tuple[Row, ...]
    blank: Row

    @property
    def id(self) -> str:
        return self.heading.id

    @property
    def is_needed(self) -> bool:
        return self.heading.is_needed

    @property
    def organisations(self) -> list[str]:
        """Return each row's organisation, to stand above the first row of its own."""
        found = (row.find("organisation") for row in self.rows)
        return [one.value.strip() if one else "" for one in found]

    @property
    def is_attendance(self) -> bool:
        return self.blank.find("presence") is not None

    @property
    def is_wrong(self) -> bool:
        return bool(self.heading.problem) or any(row.is_wrong for row in self.rows)

    @property
    def is_answered(self) -> bool:
        return any(row.said for row in self.rows)

    @property
    def is_given(self) -> bool:
        """Choices alone tell nothing of a row, so there is nothing to leave out."""
        return self.is_answered


@dataclass(slots=True)
class Section:
    title: str
    parts: list[Field | Rows] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"section-{self.parts[0].id}"

    @property
    def runs(self) -> list[list[Field | Rows]]:
        """Return the parts with neighbouring fields together, to stand side by side."""
        return [list(run) for _, run in groupby(self.parts, key=_stands_alone)]

    @property
    def is_wrong(self) -> bool:
        return any(part.is_wrong for part in self.parts)

    @property
    def is_answered(self) -> bool:
        return any(part.is_answered for part in self.parts)

    @property
    def is_done(self) -> bool:
        """All that must be answered is, and something is when nothing must.

        What the page says by itself nobody has answered yet.
        """
        needed = (part for part in self.parts if part.is_needed)
        is_begun = any(part.is_given for part in self.parts)
        return is_begun and all(part.is_given for part in needed)


def _stands_alone(part: Field | Rows) -> str:
    return part.id if isinstance(part, Rows) else ""


def sections(
    questions: Iterable[Question],
    answers: Mapping[str, Any],
    *,
    reader: Reader,
    more: str = "",
) -> list[Section]:
    """Return the form's sections. `more` names rows that get an empty one added."""
    found: list[Section] = []
    for question in questions:
        if question.starts or not found:
            found.append(Section(reader.words(question.starts or question.label)))
        raw = answers.get(question.name)
        if question.rows:
            part: Field | Rows = _rows(question, raw, reader=reader, more=more)
        else:
            part = reader.field(question, question.name, raw)
        found[-1].parts.append(part)
    return found


def _rows(question: Question, raw: object, *, reader: Reader, more: str) -> Rows:
    filled = as_rows(raw)
    opens = question.required or question.opens
    wants_one = more == question.name or (opens and not filled)
    rows = [
        _row(question, entry, reader=reader, name=str(number))
        for number, entry in enumerate([*filled, *([{}] if wants_one else [])])
    ]
    return Rows(
        heading=reader.field(question, question.name, ""),
        rows=tuple(rows),
        blank=_row(question, {}, reader=reader, name=BLANK),
    )


def _row(
    question: Question, raw: Mapping[str, Any], *, reader: Reader, name: str
) -> Row:
    fields = tuple(
        reader.field(part, f"{question.name}-{name}-{part.name}", raw.get(part.name))
        for part in question.rows
    )
    is_wrong = any(one.problem for one in fields)
    return Row(name=name, fields=fields, is_open=is_wrong or not raw)
