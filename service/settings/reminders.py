"""When those who have been asked for a consent are reminded."""

from dataclasses import dataclass
from datetime import timedelta

from service.settings.environment import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSettings:
    """The first one comes `first` after the question, then one `every`, `most` in all.

    One that staff send takes the next one's place.
    """

    first: timedelta
    every: timedelta
    most: int

    @classmethod
    def read(cls, read: Environment) -> "ReminderSettings":
        first = read.number("CONSENT_REMIND_FIRST_DAYS", default=4, least=1, most=90)
        every = read.number("CONSENT_REMIND_EVERY_DAYS", default=5, least=1, most=90)
        return cls(
            first=timedelta(days=first),
            every=timedelta(days=every),
            most=read.number("CONSENT_REMIND_MOST", default=3, most=20),
        )
