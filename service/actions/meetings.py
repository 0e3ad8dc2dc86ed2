"""The next meetings a record names: as words in a mail, as a calendar file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from service.channels import calendar
from service.channels.calendar import Appointment
from service.core.clock import TimeRange, write_ranges
from service.core.day import HOME
from service.core.meeting import NextMeeting
from service.core.when import Precision
from service.document.words import Words
from service.kind import AnyKind
from service.store.tables.records import RevisionRow

USUAL_LENGTH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Date:
    """A meeting whose day is known for certain."""

    day: date
    ranges: tuple[TimeRange, ...]
    place: str


def lines(kind: AnyKind, model: Any, words: Words) -> tuple[str, ...]:
    """Return the meetings in words: "tisdag 8 september 2020, 10:00–12:00, Skype"."""
    near = kind.held_on(model) or date.min  # what has meetings has a day
    return tuple(_line(meeting, near, words) for meeting in kind.meetings(model))


def as_file(
    kind: AnyKind, model: Any, revision: RevisionRow, *, summary: str
) -> bytes | None:
    """Return a calendar file of the meetings with a known day, or None without any."""
    appointments = tuple(
        _appointment(number, at, turn, revision, summary)
        for number, found in enumerate(_dates(kind, model))
        for turn, at in enumerate(_spans(found))
    )
    if not appointments:
        return None
    return calendar.write(
        appointments, sequence=revision.number - 1, stamp=revision.saved_at
    )


def _line(meeting: NextMeeting, near: date, words: Words) -> str:
    when = meeting.when(near=near)
    known = when.precision is Precision.DAY and when.first
    day = words.day(when.first) if known and when.first else meeting.date
    time = write_ranges(meeting.ranges)
    return ", ".join(part for part in (day, time, meeting.place) if part)


def _dates(kind: AnyKind, model: Any) -> Iterator[Date]:
    near = kind.held_on(model) or date.min  # what has meetings has a day
    for meeting in kind.meetings(model):
        when = meeting.when(near=near)
        if when.precision is Precision.DAY and when.first:
            yield Date(when.first, meeting.ranges, meeting.place)


def _spans(found: Date) -> Iterator[tuple[datetime | date, datetime | date, str]]:
    """Return start and end per time range; a day without times is a whole day."""
    if not found.ranges:
        yield found.day, found.day + timedelta(days=1), found.place
    for hours in found.ranges:
        start = datetime.combine(found.day, hours.start, tzinfo=HOME)
        end = (
            datetime.combine(found.day, hours.end, tzinfo=HOME)
            if hours.end
            else start + USUAL_LENGTH
        )
        yield start, end, found.place


def _appointment(
    number: int,
    span: tuple[datetime | date, datetime | date, str],
    turn: int,
    revision: RevisionRow,
    summary: str,
) -> Appointment:
    start, end, place = span
    uid = f"{revision.record_id.hex}-{number}-{turn}@handslag"
    return Appointment(uid, start, end, summary, place)
