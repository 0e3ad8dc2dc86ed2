"""Times of day, in the spellings that real minutes use (row D7)."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.clock import TimeRange, read_ranges, write_ranges
from service.core.sentence import Sentence

QUARTERS = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
RANGES = st.tuples(QUARTERS, QUARTERS).filter(lambda pair: pair[0] < pair[1])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("08:00-09:00", "08:00–09:00"),
        ("10-12", "10:00–12:00"),
        ("kl 10-12", "10:00–12:00"),
        ("kl 09.00-12.00, 14.30-16.30", "09:00–12:00, 14:30–16:30"),
        ("kl. 13.15-16.00", "13:15–16:00"),
        ("8.30–12.00", "08:30–12:00"),
        ("9 till 10 och 13.00 - 14", "09:00–10:00, 13:00–14:00"),
        ("kl. 14", "14:00"),
    ],
)
def test_times_are_read_as_people_write_them(text, written):
    assert write_ranges(read_ranges(text)) == written


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12-10", "later than 12:00"),
        ("10:00-10:00", "later than 10:00"),
        ("25-26", "like 08:00"),
        ("10.60", "like 08:00"),
        ("lunch", "like 08:00"),
        ("10-12,", "like 08:00"),
        ("\u0661\u0660-\u0661\u0662", "like 08:00"),
        ("1" * 100_000, "like 08:00"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_the_reason(text, why):
    with pytest.raises(ValueError, match=why) as refusal:
        read_ranges(text)

    assert isinstance(refusal.value.args[0], Sentence)


@given(
    st.lists(st.tuples(QUARTERS, QUARTERS).filter(lambda t: t[0] < t[1]), min_size=1)
)
def test_what_is_written_is_read_back(pairs):
    ranges = tuple(TimeRange(*pair) for pair in pairs)

    assert read_ranges(write_ranges(ranges)) == ranges
