"""How each language writes days and moments. Times are Stockholm's, on 24 hours.

The words and the order are those of Unicode's CLDR, through Babel, but for Swedish and
English: day-first in both, as "16 June 2020" is read alike by all who read English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from babel.dates import format_date

from service.core.day import HOME


@dataclass(frozen=True, slots=True)
class Manner:
    """Patterns as CLDR writes them. `at` stands between a day and a time.

    Where `also` names a second locale, its name of the month stands beside the first:
    Arabic has two sets, and who grew up with one may not know the other.
    """

    locale: str
    at: str
    day: str = "EEEE d MMMM y"
    short_day: str = "d MMMM y"
    month: str = "LLLL y"
    clock: str = "%H:%M"
    also: str = ""


YEAR = "'р'."  # noqa: RUF001 - Ukrainian writes "year" after the year

MANNERS: Mapping[str, Manner] = {
    "sv": Manner("sv", "kl. ", month="MMMM y", clock="%H.%M"),
    "en": Manner("en", "at ", month="MMMM y"),
    "ar": Manner("ar", "الساعة ", day="EEEE، d MMMM y", also="ar_SY"),
    "so": Manner("so", "saacadda ", day="EEEE, d MMMM y"),
    "fi": Manner(
        "fi", "klo ", day="cccc d. MMMM y", short_day="d. MMMM y", clock="%H.%M"
    ),
    "uk": Manner(
        "uk",
        "о ",  # noqa: RUF001 - a Ukrainian letter
        day=f"EEEE, d MMMM y {YEAR}",
        short_day=f"d MMMM y {YEAR}",
    ),
    "pl": Manner("pl", "o godz. ", day="EEEE, d MMMM y"),
}


def write_day(day: date, tag: str) -> str:
    return _write(day, MANNERS[tag].day, MANNERS[tag])


def write_short_day(day: date, tag: str) -> str:
    return _write(day, MANNERS[tag].short_day, MANNERS[tag])


def write_month(day: date, tag: str) -> str:
    return _write(day, MANNERS[tag].month, MANNERS[tag])


def write_time(at: time, tag: str) -> str:
    return at.strftime(MANNERS[tag].clock)


def write_clock(moment: datetime, tag: str) -> str:
    return write_time(moment.astimezone(HOME).time(), tag)


def write_moment(moment: datetime, tag: str) -> str:
    day = write_short_day(moment.astimezone(HOME).date(), tag)
    return f"{day} {MANNERS[tag].at}{write_clock(moment, tag)}"


def _write(day: date, pattern: str, manner: Manner) -> str:
    if not manner.also:
        return format_date(day, pattern, locale=manner.locale)
    month = "MMMM" if "MMMM" in pattern else "LLLL"
    before, after = pattern.split(month)
    first = format_date(day, before + month, locale=manner.locale)
    return f"{first}/{format_date(day, f'MMMM{after}', locale=manner.also)}"
