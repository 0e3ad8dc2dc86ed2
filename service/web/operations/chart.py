"""The last days' mails as bars: what was sent, and what went wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.core.records import RecordLine
from service.document.words import HOME

DAYS = 7
HEIGHT = 120
STEP = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """One day. Lengths are in the units of the drawing, `base` units from its top."""

    day: date
    sent: int
    failed: int
    x: int
    tall: int
    tall_failed: int

    @property
    def total(self) -> int:
        return self.sent + self.failed


def bars(lines: Iterable[RecordLine], *, today: datetime) -> tuple[Bar, ...]:
    """Return a bar for each of the last days, the oldest first, scaled to the most."""
    sent, failed = Counter[date](), Counter[date]()
    for line in lines:
        day = line.saved_at.astimezone(HOME).date()
        sent[day] += line.sent
        failed[day] += line.failed
    last = today.astimezone(HOME).date()
    days = [last - timedelta(days=back) for back in reversed(range(DAYS))]
    most = max(1, *(sent[day] + failed[day] for day in days))
    return tuple(
        Bar(
            day=day,
            sent=sent[day],
            failed=failed[day],
            x=place * STEP,
            tall=round(sent[day] * HEIGHT / most),
            tall_failed=round(failed[day] * HEIGHT / most),
        )
        for place, day in enumerate(days)
    )
