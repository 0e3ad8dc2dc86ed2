"""How long a sign-in lasts."""

from dataclasses import dataclass
from datetime import timedelta

from service.settings.environment import Environment


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSettings:
    """A session ends after `idle` without a page, and after `longest` in any case."""

    idle: timedelta
    longest: timedelta

    @classmethod
    def read(cls, read: Environment) -> "SessionSettings":
        idle = read.number("SESSION_IDLE_MINUTES", default=60, least=1, most=24 * 60)
        hours = read.number("SESSION_HOURS", default=10, least=1, most=24)
        return cls(idle=timedelta(minutes=idle), longest=timedelta(hours=hours))
