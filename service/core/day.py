"""Which day it is for our readers, who live by Stockholm's clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Stockholm")


def home_day(moment: datetime) -> date:
    """Return the day of an aware moment in Sweden."""
    return moment.astimezone(HOME).date()
