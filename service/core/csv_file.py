"""A table that somebody has saved as CSV, whichever program they saved it with."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from service.core.errors import Invalid
from service.core.sentence import Sentence

DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: `number` as a spreadsheet counts it, the headings being row 1."""

    number: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


def rows_of(text: str, *, most: int) -> Iterator[Cells]:
    """Yield each row, the headings first; blank rows are counted and left out.

    Raises Invalid at `file` for what is no CSV, and for more than `most` rows.
    """
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True
    )
    try:
        for number, cells in enumerate(reader, start=1):
            row = Cells(number, cells)
            if number - 1 > most and not row.is_blank:
                raise refused(Sentence("The file has too many rows."))
            if number == 1 or not row.is_blank:
                yield row
    except csv.Error:
        raise refused(Sentence("The file is not a CSV file.")) from None


def delimiter_of(text: str) -> str:
    """Return what parts the cells of the first line: whichever stands there most."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=lambda sign: (first.count(sign), sign == ","))


def refused(why: Sentence) -> Invalid:
    """Return the problem of a file as a whole."""
    return Invalid({"file": [why]})
