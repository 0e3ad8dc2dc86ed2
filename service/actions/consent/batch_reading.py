"""A batch's file: decoded, read row by row, and looked at as a whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from service.actions.consent.batch_children import asked_already
from service.actions.consent.batch_columns import read_columns
from service.actions.consent.batch_rows import WHOLE, Row, RowReader
from service.core.batches import Finding, ItemState
from service.core.csv_file import Cells, refused, rows_of
from service.core.sentence import Sentence
from service.forms.answers import load
from service.store import recipients
from service.tools import Tools

MOST_BYTES, MOST_ROWS = 5_000_000, 10_000
NO_ROWS = Sentence("The file has no rows.")
UTF_8, WINDOWS = "utf-8", "windows-1252"
SHARED_BOX = Sentence(
    "Another name stands at this address in row {row}. Each gets a mail of their own."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """`encoding` tells how the file was understood: it may be a guess."""

    rows: tuple[Row, ...]
    encoding: str

    @property
    def waiting(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.state is ItemState.WAITING)

    @property
    def asked(self) -> tuple[Mapping[str, Any], ...]:
        """What the rows answer that can be asked about."""
        return tuple(row.answers for row in self.waiting)


def read_file(
    tools: Tools,
    session: Session,
    content: bytes,
    pattern: Mapping[str, Any],
    *,
    today: date,
) -> Reading:
    """Return every row of a file, good or bad. Raises Invalid at `file`."""
    text, encoding = decoded(content)
    rows = rows_of(text, most=MOST_ROWS)
    reader = RowReader(
        pattern=load(WHOLE, pattern),
        columns=read_columns(tools, next(rows, Cells(1, [])).cells),
        asked=asked_already(session, tools.vault, pattern),
        closed=recipients.protected(session).addresses,
        today=today,
        takes_test_numbers=tools.settings.test_numbers,
    )
    found = tuple(reader.read(row) for row in rows)
    if not found:
        raise refused(NO_ROWS)
    return Reading(found, encoding)


def refuse_unreadable(tools: Tools, content: bytes) -> None:
    """Raise Invalid at `file` for what cannot be read at all, whatever is asked."""
    rows = rows_of(decoded(content)[0], most=MOST_ROWS)
    read_columns(tools, next(rows, Cells(1, [])).cells)
    if not list(rows):
        raise refused(NO_ROWS)


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text and what it was written in: UTF-8, or else Windows-1252.

    Raises Invalid at `file` when it is neither, or too large.
    """
    if len(content) > MOST_BYTES:
        raise refused(Sentence("The file is too large. At most 5 MB."))
    for encoding, codec in ((UTF_8, "utf-8-sig"), (WINDOWS, "cp1252")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise refused(Sentence("The file is not text. Save it as CSV UTF-8."))


def shared_boxes(rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield each guardian whose address stands at another name further up."""
    at: dict[str, tuple[str, int]] = {}
    for row in rows:
        for one in row.guardians:
            if not (one.has_web and one.email):
                continue
            name, number = at.setdefault(
                one.email.lower(), (one.name.casefold(), row.number)
            )
            if name != one.name.casefold():
                said = Sentence(SHARED_BOX, row=str(number))
                yield Finding(row.number, "", one.email, said)


def mails_of(asked: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many mails these answers of rows lead to, by language."""
    pairs = ((row, one) for row in asked for one in row["guardians"])
    counts = Counter(one["language"] for row, one in pairs if _has_web(row, one))
    return dict(sorted(counts.items()))


def papers_of(asked: Iterable[Mapping[str, Any]]) -> int:
    """Return how many guardians answer on paper."""
    return sum(not _has_web(row, one) for row in asked for one in row["guardians"])


def _has_web(row: Mapping[str, Any], guardian: Mapping[str, Any]) -> bool:
    is_on_paper = guardian["protected"] or guardian["on_paper"]
    return not (is_on_paper or row.get("child_protected"))
