"""Events per day as bars."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 30
HEIGHT = 110
STEP = 15
NAMED = 5  # every so manieth day is named below its bar, counted from today


@dataclass(frozen=True, slots=True)
class Bar:
    """One day. Lengths are in the units of the drawing."""

    day: date
    count: int
    x: int
    tall: int
    is_named: bool
    is_most: bool


def first_day(last: date) -> date:
    return last - timedelta(days=DAYS - 1)


def bars(counts: Counter[date], *, last: date) -> tuple[Bar, ...]:
    """Return a bar for each of the days, the oldest first, scaled to the most."""
    days = [first_day(last) + timedelta(days=n) for n in range(DAYS)]
    most = max(1, *(counts[day] for day in days))
    return tuple(
        Bar(
            day=day,
            count=counts[day],
            x=place * STEP,
            tall=_tall(counts[day], most),
            is_named=(DAYS - 1 - place) % NAMED == 0,
            is_most=counts[day] == most,
        )
        for place, day in enumerate(days)
    )


def _tall(count: int, most: int) -> int:
    """Return how tall a bar is; a day with any event at all can be seen."""
    return max(2, round(count * HEIGHT / most)) if count else 0
