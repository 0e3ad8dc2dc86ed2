"""Meetings as a calendar file (RFC 5545) that Outlook and phones accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from icalendar import Calendar, Event

MEDIA_TYPE = "text/calendar; method=PUBLISH; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Appointment:
    """`start` and `end` are moments, or days when no time is known. `uid` is stable:
    a corrected version of the record moves the meeting instead of adding one."""

    uid: str
    start: datetime | date
    end: datetime | date
    summary: str
    place: str


def write(
    appointments: Sequence[Appointment], *, sequence: int, stamp: datetime
) -> bytes:
    """Return the file. Moments are in UTC, which no reader misunderstands."""
    calendar = Calendar()
    calendar.add("prodid", "-//Handslag//Handslag//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for appointment in appointments:
        calendar.add_component(_event(appointment, sequence, stamp))
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, sequence: int, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", appointment.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", _utc(appointment.start))
    event.add("dtend", _utc(appointment.end))
    event.add("summary", appointment.summary)
    event.add("sequence", sequence)
    if appointment.place:
        event.add("location", appointment.place)
    return event


def _utc(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
