"""The parts that meetings' papers share. Dates and times stay in the writer's words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from service.core.clock import TimeRange, read_ranges
from service.core.errors import Problems
from service.core.sentence import Sentence
from service.core.when import When, understand

Day = date  # its own name, as a meeting's field is called `date` too


class Presence(StrEnum):
    PRESENT = "present"
    ABSENT = "absent"
    PART = "part"
    CO_OPTED = "co_opted"
    PRESENTER = "presenter"


class ItemKind(StrEnum):
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """`presence` says whether; `note` says for which items, when only for a part."""

    name: str
    organisation: str = ""
    role: str = ""
    presence: Presence = Presence.PRESENT
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    heading: str
    text: str = ""
    kind: ItemKind = ItemKind.INFORMATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`item` is the number of the agenda item it was taken under, from 1, or None."""

    text: str
    item: int | None = None

    def problems(self, meeting: "Meeting") -> Problems:
        return named(item=meeting.item_problems(self.item))


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """`deadline` holds the words as written: "senast augusti", "nästa möte"."""

    what: str
    responsible: list[str]
    deadline: str
    supporting: list[str] = field(default_factory=list)
    recipient: str = ""
    item: int | None = None

    def due(self, *, near: Day) -> When:
        return understand(self.deadline, near=near)

    def problems(self, meeting: "Meeting") -> Problems:
        return named(
            deadline=when_problems(self.deadline, near=meeting.held_on),
            item=meeting.item_problems(self.item),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NextMeeting:
    """`date` in words ("Tis 8 september"); `time` as one or more ranges, or empty."""

    date: str
    time: str = ""
    place: str = ""

    def when(self, *, near: Day) -> When:
        return understand(self.date, near=near)

    @property
    def ranges(self) -> tuple[TimeRange, ...]:
        return read_ranges(self.time) if self.time else ()

    def problems(self, meeting: "Meeting") -> Problems:
        near = meeting.held_on
        return named(date=when_problems(self.date, near=near, after=near))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One area: how we know how far we have come, milestones, and follow-up."""

    area: str
    indicator: str = ""
    milestones: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What every paper of a meeting knows.

    `next_meetings_item` is the number of the item the next meetings stand under.
    """

    group: str
    held_on: Day
    attendance: list[Participant]
    items: list[Item]
    decisions: list[Decision] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    next_meetings: list[NextMeeting] = field(default_factory=list)
    next_meetings_item: int | None = None
    sent_by_calendar: bool = False
    closing: str = ""

    def problems(self) -> Problems:
        """Return what is wrong between the answers, at the path of each field."""
        return named(
            decisions=numbered(self.decisions, self),
            actions=numbered(self.actions, self),
            next_meetings=numbered(self.next_meetings, self),
            next_meetings_item=self.item_problems(self.next_meetings_item),
        )

    def item_problems(self, number: int | None) -> list[str]:
        if number is None or 1 <= number <= len(self.items):
            return []
        return [Sentence("There is no item with that number.")]


class Checked(Protocol):
    def problems(self, meeting: Meeting, /) -> Problems: ...


def when_problems(words: str, *, near: Day, after: Day = Day.min) -> list[str]:
    """Return why `words` cannot be a time later than `after`, or nothing."""
    try:
        last = understand(words, near=near).last
    except ValueError as problem:
        return [problem.args[0]]
    if last and last < after:
        return [Sentence("Give a date after this meeting.")]
    return []


def numbered(rows: Sequence[Checked], meeting: Meeting) -> Problems:
    """Return the problems of each row that has any, by its index."""
    found = {number: row.problems(meeting) for number, row in enumerate(rows)}
    return {number: problems for number, problems in found.items() if problems}


def named(**problems: object) -> Problems:
    """Return those fields' problems that are not empty."""
    return {name: problem for name, problem in problems.items() if problem}
