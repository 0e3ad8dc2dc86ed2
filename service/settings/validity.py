"""How long a consent may last, and how long one is offered to last."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from service.settings.environment import Environment

LONGEST = 24  # months: no day of a record may lie further ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class ValiditySettings:
    """Months: what the form offers, and the most it takes."""

    offered: int
    most: int

    @classmethod
    def read(cls, read: Environment) -> "ValiditySettings":
        months = {"least": 1, "most": LONGEST}
        most = read.number("CONSENT_LASTS_MOST_MONTHS", default=LONGEST, **months)
        offered = read.number("CONSENT_LASTS_MONTHS", default=12, **months)
        return cls(offered=min(offered, most), most=most)

    def offered_from(self, day: date) -> date:
        return _later(day, self.offered)

    def longest_from(self, day: date) -> date:
        return _later(day, self.most)


def _later(day: date, months: int) -> date:
    """Return the same day so many months on, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
