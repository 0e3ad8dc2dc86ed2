"""Has enough time gone by to ask again?"""

from datetime import datetime, timedelta


def is_over(wait: timedelta, *, since: datetime | None, now: datetime) -> bool:
    """Whether `wait` is over; what never was is long ago."""
    return since is None or now - since >= wait
