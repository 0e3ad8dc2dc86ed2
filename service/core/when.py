"""Times as people say them: "senast augusti", "vecka 35", "Tis 8 september"."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from re import Match, Pattern

from service.core import spellings
from service.core.sentence import Sentence

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100  # what holds without a clock; a door allows only the coming years
YEARS_AHEAD = 2
LEAP_DAYS_APART = 8  # years, at most
LONGEST = 200  # as a line of a form: no pattern is tried on more
PIVOT = 69  # 69 to 99 stand for 1969 to 1999, as in POSIX; no record here is older

WEEKDAYS = (
    Sentence("Monday"),
    Sentence("Tuesday"),
    Sentence("Wednesday"),
    Sentence("Thursday"),
    Sentence("Friday"),
    Sentence("Saturday"),
    Sentence("Sunday"),
)

Said = Match[str]
Period = tuple[date, date]
Reader = Callable[[Said, int], Period]


class Lean(StrEnum):
    """Which way from the day of writing a day without its year is to be looked for."""

    NONE = "none"  # neither: the year has to be written
    AHEAD = "ahead"
    BACK = "back"


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    WEEK = "week"
    YEAR = "year"
    MEETING = "meeting"
    OPEN = "open"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class When:
    """`words` as written, and the `first` and `last` day they mean, if any."""

    words: str
    precision: Precision
    first: date | None = None
    last: date | None = None


def understand(words: str, *, near: date) -> When:
    """Return what `words` mean to somebody who writes on the day `near`.

    Without a year the next such time is meant, on or after `near`. Wording we do not
    know is kept as it is. Raises ValueError with a Sentence for a day that does not
    exist, a weekday that does not match, or a year outside 1900 to two years ahead.
    """
    said = _tidy(words)
    for patterns, precision, period in READERS:
        if found := _match(patterns, _without_lead(said)):
            first, last = _nearest(found, period, near=near)
            _check_weekday(found, first)
            _check_year(first, latest=near.year + YEARS_AHEAD)
            return When(words, precision, first, last)
    return When(words, _undated(said))


def read_day(text: str) -> date:
    """Return the one day that `text` names with its year, in any spelling we know.

    Raises ValueError with a Sentence saying what is wrong or missing.
    """
    found = _match(spellings.DAY, _without_lead(_tidy(text)))
    if not found:
        raise ValueError(Sentence("Write the date like 2020-06-16."))
    if not found["year"]:
        raise ValueError(Sentence("Write the year too, like 2020-06-16."))
    day, _ = _nearest(found, _day, near=date.min)
    _check_weekday(found, day)
    _check_year(day, latest=LATEST_YEAR)
    return day


def day_meant(text: str, *, today: date, lean: Lean = Lean.NONE) -> date:
    """Return the one day that `text` names to somebody who writes on the day `today`.

    As `read_day`; besides, "i dag" and its neighbours, and a day without its year where
    the question leans back or ahead. Raises ValueError as `read_day`.
    """
    said = _tidy(text)
    if said in spellings.NEAR_TODAY:
        return today + timedelta(days=spellings.NEAR_TODAY[said])
    found = _match(spellings.DAY, _without_lead(said))
    if lean is Lean.NONE or not found or found["year"]:
        return read_day(text)
    is_back = lean is Lean.BACK
    day = _latest(found, today) if is_back else _nearest(found, _day, near=today)[0]
    _check_weekday(found, day)
    return day


def _latest(found: Said, until: date) -> date:
    for year in range(until.year, until.year - LEAP_DAYS_APART - 1, -1):
        with suppress(ValueError):  # 29 February
            day, _ = _day(found, year)
            if day <= until:
                return day
    raise ValueError(Sentence("There is no such date. Check the day and the month."))


def _tidy(words: str) -> str:
    """Return `words` as the spellings have them; of a long text nothing is tried."""
    said = " ".join(words.casefold().split()).rstrip(".")
    return said if len(said) <= LONGEST else ""


def _without_lead(said: str) -> str:
    lead = spellings.LEAD.match(said)
    return said[lead.end() :] if lead else said


def _match(patterns: Iterable[Pattern[str]], said: str) -> Said | None:
    return next(filter(None, (pattern.fullmatch(said) for pattern in patterns)), None)


def _undated(said: str) -> Precision:
    if said in spellings.OPEN:
        return Precision.OPEN
    is_meeting = spellings.MEETING.search(said)
    return Precision.MEETING if is_meeting else Precision.WORDS


def _nearest(found: Said, period: Reader, *, near: date) -> Period:
    year = found["year"]
    around = range(near.year - 1, near.year + YEARS_AHEAD + 1)
    for candidate in [_full(year)] if year else around:
        with suppress(ValueError):  # the day may exist in another year
            first, last = period(found, candidate)
            if year or last >= near:
                return first, last
    raise ValueError(Sentence("There is no such date. Check the day and the month."))


def _full(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= PIVOT else 2000)


def _check_weekday(found: Said, day: date) -> None:
    said = found.groupdict().get("weekday")
    if said and spellings.WEEKDAYS[said] != day.weekday():
        right = WEEKDAYS[day.weekday()]
        raise ValueError(Sentence("That date is a {weekday}.", weekday=right))


def _check_year(day: date, *, latest: int) -> None:
    if not EARLIEST_YEAR <= day.year <= latest:
        raise ValueError(
            Sentence(
                "The year must be between {first} and {last}.",
                first=str(EARLIEST_YEAR),
                last=str(latest),
            )
        )


def _day(found: Said, year: int) -> Period:
    day = date(year, _month_number(found["month"]), int(found["day"]))
    return day, day


def _month(found: Said, year: int) -> Period:
    return _months(year, _month_number(found["month"]), count=1)


def _season(found: Said, year: int) -> Period:
    start, count = spellings.SEASONS[found["season"]]
    return _months(year, start, count=count)


def _week(found: Said, year: int) -> Period:
    monday = date.fromisocalendar(year, int(found["week"]), 1)
    return monday, monday + timedelta(days=6)


def _year(found: Said, year: int) -> Period:
    return _months(year, 1, count=12)


def _months(year: int, start: int, *, count: int) -> Period:
    after, month = divmod(start - 1 + count, 12)
    return date(year, start, 1), date(year + after, month + 1, 1) - timedelta(days=1)


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else spellings.MONTHS[text]


READERS = (
    (spellings.DAY, Precision.DAY, _day),
    (spellings.MONTH, Precision.MONTH, _month),
    (spellings.SEASON, Precision.SEASON, _season),
    (spellings.WEEK, Precision.WEEK, _week),
    (spellings.YEAR, Precision.YEAR, _year),
)
