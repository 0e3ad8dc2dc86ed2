"""Times in people's own words, and days that cannot be (rows D1, D2 and D8)."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from service.core.sentence import Sentence
from service.core.when import (
    Lean,
    Precision,
    When,
    day_meant,
    read_day,
    understand,
)

JUNE = date(2020, 6, 16)
KNOWN = [
    ("2020-06-16", "day", "2020-06-16", "2020-06-16"),
    ("200616", "day", "2020-06-16", "2020-06-16"),
    ("20200616", "day", "2020-06-16", "2020-06-16"),
    ("8 september", "day", "2020-09-08", "2020-09-08"),
    ("8/9", "day", "2020-09-08", "2020-09-08"),
    ("den 6 februari 2019", "day", "2019-02-06", "2019-02-06"),
    ("Tis 8 september", "day", "2020-09-08", "2020-09-08"),
    ("tisdagen den 8:e september", "day", "2020-09-08", "2020-09-08"),
    ("Mån 14 december", "day", "2020-12-14", "2020-12-14"),
    ("Tuesday, September 8th, 2020", "day", "2020-09-08", "2020-09-08"),
    ("15 juni", "day", "2021-06-15", "2021-06-15"),
    ("i juni", "month", "2020-06-01", "2020-06-30"),
    ("maj", "month", "2021-05-01", "2021-05-31"),
    ("senast augusti", "month", "2020-08-01", "2020-08-31"),
    ("by the end of August", "month", "2020-08-01", "2020-08-31"),
    ("augusti 2020", "month", "2020-08-01", "2020-08-31"),
    ("2020-08", "month", "2020-08-01", "2020-08-31"),
    ("hösten 2020", "season", "2020-08-01", "2020-12-31"),
    ("under hösten", "season", "2020-08-01", "2020-12-31"),
    ("autumn 2020", "season", "2020-08-01", "2020-12-31"),
    ("vintern 2020/2021", "season", "2020-12-01", "2021-02-28"),
    ("våren", "season", "2020-01-01", "2020-06-30"),
    ("vecka 35", "week", "2020-08-24", "2020-08-30"),
    ("v. 35 2021", "week", "2021-08-30", "2021-09-05"),
    ("week 24", "week", "2021-06-14", "2021-06-20"),
    ("2021", "year", "2021-01-01", "2021-12-31"),
]
UNDATED = [
    ("nästa möte", "meeting"),
    ("på nästa styrgruppsmöte", "meeting"),
    ("next steering group meeting", "meeting"),
    ("tills vidare", "open"),
    ("löpande", "open"),
    ("until further notice", "open"),
    ("till dess alla NOSAM har återkopplat", "words"),
    ("snarast", "words"),
    ("", "words"),
]
NEVER = [
    ("30 februari", "no such date"),
    ("2020-13-45", "no such date"),
    ("201345", "no such date"),
    ("2025-02-29", "no such date"),
    ("29 feb 2021", "no such date"),
    ("vecka 54", "no such date"),
    ("v. 53 2021", "no such date"),
    ("tis 9 september 2020", "is a Wednesday"),
    ("ons 8 september", "is a Tuesday"),
    ("0001-01-01", "between 1900 and 2022"),
    ("9999-12-31", "between 1900 and 2022"),
    ("hösten 2023", "between 1900 and 2022"),
    ("9999", "no such date|between"),
]


@pytest.mark.parametrize(("words", "precision", "first", "last"), KNOWN)
def test_a_time_is_understood_as_precisely_as_it_was_said(
    words, precision, first, last
):
    meant = When(words, Precision(precision), *map(date.fromisoformat, (first, last)))

    assert understand(words, near=JUNE) == meant


@pytest.mark.parametrize(("words", "precision"), UNDATED)
def test_what_names_no_day_is_kept_in_its_words(words, precision):
    assert understand(words, near=JUNE) == When(words, Precision(precision))


@pytest.mark.parametrize(("words", "why"), NEVER)
def test_a_day_that_cannot_be_is_refused_with_the_reason(words, why):
    with pytest.raises(ValueError, match=why) as refusal:
        understand(words, near=JUNE)

    assert isinstance(refusal.value.args[0], Sentence)


def test_the_autumn_of_a_meeting_is_the_coming_one():
    when = understand("under hösten 2025", near=date(2025, 6, 10))

    assert (when.precision, when.last) == (Precision.SEASON, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8 september", "year too"),
        ("soon", "Write the date like"),
        ("hösten 2020", "Write the date like"),
        ("2020-06-31", "no such date"),
        ("0001-01-01", "between 1900"),
        ("9999-12-31", "between 1900"),
        ("٢٠٢٠-٠٦-١٦", "Write the date like"),
    ],
)
def test_a_day_needs_a_date_that_exists(text, why):
    with pytest.raises(ValueError, match=why):
        read_day(text)


@pytest.mark.parametrize(
    "text", ["2020-06-16", "200616", "tis 16 juni 2020", "16 June 2020"]
)
def test_a_day_may_be_spelled_as_people_do(text):
    assert read_day(text) == JUNE


DAYS = st.dates(date(1969, 1, 1), date(2068, 12, 31))
NAMED = ("EEEE d MMMM y", "EEE d MMM y", "d MMMM y", "y-MM-dd", "yyMMdd")


@given(day=DAYS, pattern=st.sampled_from(NAMED), locale=st.sampled_from(["sv", "en"]))
def test_every_day_is_read_in_the_spellings_of_both_languages(day, pattern, locale):
    assert read_day(format_date(day, pattern, locale=locale)) == day


@given(near=DAYS, ahead=st.integers(0, 364), locale=st.sampled_from(["sv", "en"]))
def test_without_a_year_the_next_such_day_is_meant(near, ahead, locale):
    day = near + timedelta(days=ahead)
    if (day.month, day.day) == (2, 29):
        return
    said = format_date(day, "d MMMM", locale=locale)

    assert understand(said, near=near).first == day


@given(words=st.text(), near=DAYS)
def test_any_words_are_kept_or_refused_in_a_sentence(words, near):
    try:
        when = understand(words, near=near)
    except ValueError as refusal:
        assert isinstance(refusal.args[0], Sentence)  # noqa: PT017 - either may happen
        return
    assert when.words == words
    assert (when.first is None) is (when.last is None)


@pytest.mark.parametrize(
    ("said", "lean", "meant"),
    [
        ("i dag", Lean.NONE, "2020-06-16"),
        ("Idag", Lean.BACK, "2020-06-16"),
        ("yesterday", Lean.AHEAD, "2020-06-15"),
        ("i morgon.", Lean.NONE, "2020-06-17"),
        ("9 februari", Lean.BACK, "2020-02-09"),
        ("9 februari", Lean.AHEAD, "2021-02-09"),
        ("16/6", Lean.BACK, "2020-06-16"),
        ("16/6", Lean.AHEAD, "2020-06-16"),
        ("senast den 17 juni", Lean.BACK, "2019-06-17"),
        ("29 februari", Lean.AHEAD, ""),  # 2024 lies too far ahead
        ("29 februari", Lean.BACK, "2020-02-29"),
        ("9 februari", Lean.NONE, ""),
        ("fredag 9 februari", Lean.BACK, ""),  # it was a Sunday
        ("30 februari", Lean.BACK, ""),
        ("snart", Lean.BACK, ""),
        ("2019-02-09", Lean.AHEAD, "2019-02-09"),
    ],
)
def test_a_day_is_told_by_the_one_it_is_written_on(said, lean, meant):
    if meant:
        assert day_meant(said, today=JUNE, lean=lean) == date.fromisoformat(meant)
    else:
        with pytest.raises(ValueError, match=r"\.$"):
            day_meant(said, today=JUNE, lean=lean)
