"""Scanned paper as doors are shown it: where each page has gone, or why it waits."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service.core.sentence import Sentence


class Discard(StrEnum):
    """Why a page is not kept. A choice, and no words: words could hold names."""

    BLANK = "blank"
    OTHER = "other"
    TWICE = "twice"
    POOR = "poor"


DISCARDS = (
    (Discard.BLANK, Sentence("There is nothing on the page")),
    (Discard.OTHER, Sentence("It is not a form of ours")),
    (Discard.TWICE, Sentence("The page is filed already")),
    (Discard.POOR, Sentence("It cannot be read, and I scan it once more")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPage:
    """`record_id` and `title` say where it is filed, to who may read that record."""

    number: int
    is_filed: bool
    discarded: Discard | None
    record_id: UUID | None = None
    title: str = ""

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
    """`read` of `files` have been read. It moves until the job is over."""

    id: UUID
    asked_at: datetime
    read: int
    files: int
    is_over: bool
    pages: tuple[ScannedPage, ...]
    unread: tuple[Unread, ...]

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
    def filed(self) -> int:
        return sum(page.is_filed for page in self.pages)


@dataclass(frozen=True, slots=True)
class Destination:
    """Somebody whose form a page can be filed as."""

    participant_id: UUID
    child: str
    name: str
