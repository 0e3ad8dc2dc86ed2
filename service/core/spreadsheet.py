"""Tables for spreadsheet programs, which must not run what somebody has written."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

# Cells that begin so are read as formulas; an apostrophe makes them text (row T16).
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Excel takes a file for UTF-8 only when it begins so.
BOM = "\ufeff"


def written(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as CSV, as Excel of our country reads it."""
    table = StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return table.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
