"""The last days' mails as bars: what was sent, and what went wrong."""

from dataclasses import dataclass
from datetime import date, timedelta

from service.actions.measuring import Mails

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


def bars(mails: Mails, *, last: date) -> tuple[Bar, ...]:
    """Return a bar for each of the last days, the oldest first, scaled to the most."""
    sent, failed = mails.sent, mails.failed
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
