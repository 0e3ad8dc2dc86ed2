"""Times of day as people write them: "08:00-09:00", "kl 10-12", "8.30–12.00"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from service.core.sentence import Sentence

BETWEEN = re.compile(r" ?(?:,|;|\boch\b|\band\b) ?")
CLOCK = r"(?:(?:kl|at|klockan)\b\.? ?)?([0-9]{1,2})(?:[:.]([0-9]{2}))?"
RANGE = re.compile(rf"{CLOCK}(?: ?(?:[-–—]|\btill\b|\bto\b) ?{CLOCK})?")
EXAMPLE = Sentence("Write the time like 08:00–09:00.")


@dataclass(frozen=True, slots=True)
class TimeRange:
    start: time
    end: time | None = None


def read_ranges(text: str) -> tuple[TimeRange, ...]:
    """Return the ranges in the order written; an end may be left out.

    Raises ValueError with a Sentence when a part is no time, or ends before it starts.
    """
    said = " ".join(text.casefold().split())
    return tuple(_range(part) for part in BETWEEN.split(said))


def write_ranges(ranges: Iterable[TimeRange]) -> str:
    """Return "08:00–09:00, 14:30–16:30"."""
    return ", ".join(_written(part) for part in ranges)


def _range(text: str) -> TimeRange:
    found = RANGE.fullmatch(text)
    if not found:
        raise ValueError(EXAMPLE)
    start = _time(found[1], found[2])
    end = _time(found[3], found[4]) if found[3] else None
    if end is not None and end <= start:
        raise ValueError(
            Sentence("The end must be later than {start}.", start=f"{start:%H:%M}")
        )
    return TimeRange(start, end)


def _time(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise ValueError(EXAMPLE) from None


def _written(part: TimeRange) -> str:
    end = f"–{part.end:%H:%M}" if part.end else ""
    return f"{part.start:%H:%M}{end}"
