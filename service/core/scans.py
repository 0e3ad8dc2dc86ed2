"""Scanned paper as doors are shown it: where each page has gone, or why it waits."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from service.core.paper_codes import is_withdrawal
from service.core.sentence import Sentence


class Sheet(StrEnum):
    """What somebody has filled in: the form that asks, or the sheet to take it back."""

    ANSWER = "answer"
    WITHDRAWAL = "withdrawal"


class Discard(StrEnum):
    """Why a page is not kept. A choice, and no words: words could hold names.

    With `PILE` the whole pile was thrown away; with `LATE` nobody had placed the page
    when the pile's time was over.
    """

    BLANK = "blank"
    OTHER = "other"
    TWICE = "twice"
    POOR = "poor"
    PILE = "pile"
    LATE = "late"


class Doubt(StrEnum):
    """Why a page was not filed by itself."""

    NO_CODE = "no code"
    SEVERAL = "several"
    STRANGE = "strange"
    REPLACED = "replaced"
    TWICE = "twice"
    OTHER = "other"


DOUBTS = {
    Doubt.NO_CODE: Sentence("No code of ours could be read."),
    Doubt.SEVERAL: Sentence("There are codes of several forms: scan them one by one."),
    Doubt.STRANGE: Sentence("None of your forms has its code."),
    Doubt.REPLACED: Sentence("The form is of a question that has been replaced."),
    Doubt.TWICE: Sentence("This page of the form is filed already."),
    Doubt.OTHER: Sentence("The consent could not take it. It may have been erased."),
}
DISCARDS = (
    (Discard.BLANK, Sentence("There is nothing on the page")),
    (Discard.OTHER, Sentence("It is not a form of ours")),
    (Discard.TWICE, Sentence("The page is filed already")),
    (Discard.POOR, Sentence("It cannot be read, and I scan it once more")),
)


def sheet_of(code: str) -> Sheet:
    """Return what a page with that code is of; one without a code is of a form."""
    return Sheet.WITHDRAWAL if is_withdrawal(code) else Sheet.ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """`record_id` and `title` say where it is filed, to who may read that record.

    `why` says of a page that waits why it was not filed by itself. `sheet` is what its
    code says it is of.
    """

    number: int
    is_filed: bool
    discarded: Discard | None
    record_id: UUID | None = None
    title: str = ""
    why: Sentence = DOUBTS[Doubt.NO_CODE]
    sheet: Sheet = Sheet.ANSWER

    @property
    def waits(self) -> bool:
        return not (self.is_filed or self.discarded)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read: its name, while that is known, and why."""

    name: str
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """`read` of `files` have been read. It moves until the job is over.

    What waits on the day `kept_until` is erased.
    """

    id: UUID
    asked_at: datetime
    read: int
    files: int
    is_over: bool
    pages: tuple[ScannedPage, ...]
    unread: tuple[Unread, ...]
    kept_until: date

    @property
    def is_settled(self) -> bool:
        return self.is_over and not self.waiting

    def let_go(self, why: str) -> int:
        """Return how many pages are not kept for this reason."""
        return sum(page.discarded == why for page in self.pages)

    @property
    def waiting(self) -> tuple[ScannedPage, ...]:
        return tuple(page for page in self.pages if page.waits) if self.is_over else ()

    @property
    def filed_in(self) -> tuple[tuple[UUID | None, str, tuple[int, ...]], ...]:
        """Return each record, its title, and which of the pages are in it.

        None stands for all those records that may not be read.
        """
        places: dict[tuple[UUID | None, str], list[int]] = {}
        for page in self.pages:
            if page.is_filed:
                places.setdefault((page.record_id, page.title), []).append(page.number)
        return tuple((*place, tuple(numbers)) for place, numbers in places.items())

    @property
    def withdrawals(self) -> tuple[int, ...]:
        """Return the pages that take a consent back, filed or not."""
        ours = (page for page in self.pages if not page.discarded)
        return tuple(one.number for one in ours if one.sheet is Sheet.WITHDRAWAL)

    @property
    def filed(self) -> int:
        return sum(page.is_filed for page in self.pages)


@dataclass(frozen=True, slots=True)
class Destination:
    """Somebody whose form a page can be filed as."""

    participant_id: UUID
    child: str
    name: str
    reference: str


@dataclass(frozen=True, slots=True)
class Destinations:
    """`people` by the child's name, then their own; there may be more: `count`."""

    people: tuple[Destination, ...]
    count: int
