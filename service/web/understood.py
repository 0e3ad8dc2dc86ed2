"""What we understood of a date or a time, said back below the field."""

from collections.abc import Callable
from datetime import date, time

from service.core.clock import TimeRange, read_ranges
from service.core.when import Precision, When, read_day, understand
from service.document.words import Words

Say = Callable[[str, Words, date], str]


def understood(widget: str, value: str, *, words: Words, near: date) -> str:
    """Return our reading of an answer, or nothing: no answer, or none we can say."""
    say = SAY.get(widget)
    if say is None or not value.strip():
        return ""
    try:
        return say(value, words, near)
    except ValueError:
        return ""


def _day(value: str, words: Words, _: date) -> str:
    return words.day(read_day(value))


def _when(value: str, words: Words, near: date) -> str:
    when = understand(value, near=near)
    if when.first is None or when.last is None:
        return words("Kept in your words.")
    if when.precision is Precision.DAY:
        return words("Understood as {what}.", what=words.day(when.first))
    return words(
        "Understood as {what}. The last day is {last}.",
        what=_span(when, words),
        last=words.short_day(when.last),
    )


def _span(when: When, words: Words) -> str:
    first = when.first or date.min
    named: dict[Precision, Callable[[], str]] = {
        Precision.MONTH: lambda: words.month(first),
        Precision.WEEK: lambda: words(
            "week {week}, {year}",
            week=first.isocalendar().week,
            year=first.isocalendar().year,
        ),
        Precision.YEAR: lambda: str(first.year),
    }
    return named.get(when.precision, lambda: when.words)()


def _times(value: str, words: Words, _: date) -> str:
    return ", ".join(_range(one, words) for one in read_ranges(value))


def _range(one: TimeRange, words: Words) -> str:
    start = _clock(one.start, words)
    return f"{start}–{_clock(one.end, words)}" if one.end else start


def _clock(at: time, words: Words) -> str:
    return words.time(at)


SAY: dict[str, Say] = {"day": _day, "when": _when, "times": _times}
