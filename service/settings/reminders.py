"""When those who have been asked for a consent are reminded."""

from dataclasses import dataclass
from datetime import timedelta

from service.settings.environment import Environment

LONGEST = 90  # days
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSettings:
    """The first one comes `first` after the question, then one `every`, `most` in all.

    One that staff send takes the next one's place. The environment says what applies in
    an organisation that has no days of its own.
    """

    first: timedelta
    every: timedelta
    most: int

    @classmethod
    def read(cls, read: Environment) -> "ReminderSettings":
        days = {"least": 1, "most": LONGEST}
        first = read.number("CONSENT_REMIND_FIRST_DAYS", default=4, **days)
        every = read.number("CONSENT_REMIND_EVERY_DAYS", default=5, **days)
        return cls(
            first=timedelta(days=first),
            every=timedelta(days=every),
            most=read.number("CONSENT_REMIND_MOST", default=3, most=MOST),
        )
