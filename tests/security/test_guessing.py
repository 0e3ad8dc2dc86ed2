"""Guessing codes from everywhere at once: 10,000 guesses from 1,000 addresses.

A link's tries are counted at the link, so it does not matter how many ask. What the
limits in Redis add to this (`service.limits`) is not needed for the promise.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle

from service.actions.links import LINK_LIVES
from service.core.codes import CODE_LIVES, DIGITS, TRIES, lock_after
from service.core.errors import Invalid, TooMany
from tests import links
from tests.house import NOW
from tests.links import other_than

GUESSES, ADDRESSES = 10_000, 1_000
PROMISED = 1e-3
ONE_CODE = 10**-DIGITS
THREE_DAYS = timedelta(days=3)


def test_guessing_for_as_long_as_a_link_lives_finds_less_than_one_in_a_thousand():
    """Each guess that is looked at is right by one chance in a million, no more."""
    seen = sum(1 for _ in looked_at(until=NOW + LINK_LIVES))

    assert seen * ONE_CODE < PROMISED
    assert seen < 200


def test_ten_thousand_guesses_are_no_better_than_the_few_that_are_looked_at():
    """The guesses come evenly over the link's life; most of them meet a lock."""
    pause = LINK_LIVES / GUESSES
    moments = [NOW + number * pause for number in range(GUESSES)]

    seen = list(looked_at(until=NOW + LINK_LIVES, at=iter(moments)))

    assert len(seen) * ONE_CODE < PROMISED
    assert len(seen) < GUESSES / 50


def test_the_service_keeps_to_these_sums(small_house):
    """The same attack for real, by a thousand browsers in turn, for three days."""
    token, moment = links.sent(small_house), NOW
    addresses = cycle(f"browser {number}" for number in range(ADDRESSES))

    while moment < NOW + THREE_DAYS:
        moment += guess(small_house, token, next(addresses), now=moment)

    expected = sum(1 for _ in looked_at(until=NOW + THREE_DAYS))
    assert links.delivery_of(small_house, token).wrong_codes == expected
    assert links.delivery_of(small_house, token).opened_at is None


def test_a_lock_outlives_the_code_it_was_brought_about_by():
    assert lock_after(TRIES) > CODE_LIVES
    assert [wrong for wrong in range(12) if lock_after(wrong)] == [5, 10]


def looked_at(
    *, until: datetime, at: Iterator[datetime] | None = None
) -> Iterator[datetime]:
    """Yield when a guess is looked at; the guesses come `at` moments, or at once."""
    moment, wrong, locked_until = NOW, 0, NOW
    while moment < until:
        if moment >= locked_until:
            yield moment
            wrong += 1
            locked_until = moment + lock_after(wrong)
        moment = next(at, until) if at else locked_until


def guess(house, token, browser, *, now):
    """Ask for a code and guess another one; return how long to wait for the next."""
    code = links.ask(house, token, browser=browser, now=now)
    try:
        links.enter(house, token, other_than(code), browser=browser, now=now)
    except Invalid:
        return timedelta()
    except TooMany as problem:
        return timedelta(seconds=problem.retry_after)
    raise AssertionError("A wrong code was right.")
