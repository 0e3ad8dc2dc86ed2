"""Moments as people say them: the clock today, the date as well before that."""

from datetime import datetime

from service.core.day import home_day
from service.document.words import Words


def at(words: Words, moment: datetime, *, now: datetime) -> str:
    """Return "10.05" for a moment of today, "16 juni 2020 kl. 10.05" for others."""
    today = home_day(now) == home_day(moment)
    return words.clock(moment) if today else words.moment(moment)
