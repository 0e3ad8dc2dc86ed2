"""One-time codes of personal links (L13): six digits, ten minutes, five tries, once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from service.actions.links import CodeNeeded, open_link, read_link, read_link_file
from service.actions.links import look as look_at_door
from service.core.codes import CODE_LIVES, DIGITS, TRIES, code_of, read_code
from service.core.errors import Invalid, NotFound, TooMany
from service.store.codes import OPEN_FOR
from service.store.tables.access import CodeRow
from service.store.tables.audit import AuditEventRow
from tests import links
from tests.house import NOW
from tests.jobs import rows
from tests.links import ELSEWHERE, HERE, other_than

SECOND, LOCK = timedelta(seconds=1), timedelta(minutes=15)
THREADS = 8


def test_the_right_code_opens_the_link_in_its_browser_and_in_no_other(house):
    token = links.sent(house)

    links.enter(house, token, links.ask(house, token))

    assert "Styrgrupp" in read(house, token).title
    with pytest.raises(CodeNeeded):
        read(house, token, browser=ELSEWHERE)
    with pytest.raises(CodeNeeded):
        read(house, token, browser="")


def test_a_press_alone_opens_no_internal_record(house):
    token = links.sent(house)

    with pytest.raises(CodeNeeded):
        open_link(house.tools, token, now=NOW)

    with pytest.raises(CodeNeeded):
        read_link_file(house.tools, token, browser=HERE, format="pdf", now=NOW)
    assert links.delivery_of(house, token).opened_at is None


def test_an_open_record_opens_without_a_code(small_house):
    token = links.sent(small_house, "open")

    with pytest.raises(NotFound):
        links.ask(small_house, token)

    assert look_at_door(small_house.tools, token, now=NOW).needs_code is False


def test_a_code_may_be_pasted_with_spaces_around_and_in_it():
    assert read_code(" 123\u00a0456 \n") == "123456"
    assert read_code("\u2068123 456\u2069") == "123456"  # copied out of Arabic


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "-12345", "1e5555", "²³¹²³¹"]
)
def test_what_is_no_code_is_told_and_not_counted(small_house, typed):
    token = links.sent(small_house)
    links.ask(small_house, token)

    refusal(small_house, token, typed)

    assert links.delivery_of(small_house, token).wrong_codes == 0


def test_five_wrong_codes_lock_the_link_for_fifteen_minutes(house):
    token = links.sent(house)
    code = links.ask(house, token)
    for _ in range(TRIES - 1):
        refusal(house, token, other_than(code))

    locked(house, token, other_than(code))

    locked(house, token, code)
    with pytest.raises(TooMany) as soon:
        links.ask(house, token, now=NOW + LOCK - SECOND)
    assert soon.value.retry_after == 1


def test_after_the_lock_a_new_code_opens_and_the_old_one_does_not(house):
    token = links.sent(house)
    old, then = links.ask(house, token), NOW + LOCK
    guess_until_locked(house, token, old)

    refusal(house, token, old, now=then)
    links.enter(house, token, links.ask(house, token, now=then), now=then)

    assert read(house, token, now=then)


def test_each_lock_lasts_twice_as_long_as_the_one_before(house):
    token, moment = links.sent(house), NOW
    for lock in (LOCK, 2 * LOCK, 4 * LOCK):
        code = links.ask(house, token, now=moment)
        guess_until_locked(house, token, code, now=moment)

        locked(house, token, code, now=moment + lock - SECOND)
        moment += lock


def test_another_browser_shares_the_tries_of_the_link(house):
    token = links.sent(house)
    mine, theirs = links.ask(house, token), links.ask(house, token, browser=ELSEWHERE)
    for _ in range(TRIES - 1):
        refusal(house, token, other_than(theirs), browser=ELSEWHERE)

    locked(house, token, other_than(mine))

    locked(house, token, theirs, browser=ELSEWHERE)


def test_asking_for_new_codes_wins_no_more_tries(house):
    token = links.sent(house)
    for _ in range(TRIES - 1):
        refusal(house, token, other_than(links.ask(house, token)))

    locked(house, token, other_than(links.ask(house, token)))


def test_a_lock_is_the_links_own(small_house):
    locked_one, other = links.sent(small_house), links.sent(small_house)
    guess_until_locked(small_house, locked_one, links.ask(small_house, locked_one))

    links.enter(small_house, other, links.ask(small_house, other))

    assert read(small_house, other)


def test_spent_late_replaced_and_foreign_codes_are_refused_alike(house):
    token, other = links.sent(house), links.sent(house)
    replaced = links.ask(house, token)
    spent = links.ask(house, token, browser=ELSEWHERE)
    links.enter(house, token, spent, browser=ELSEWHERE)
    code, foreign = links.ask(house, token), links.ask(house, other)

    said = {
        refusal(house, token, other_than(code)),
        refusal(house, token, replaced),
        refusal(house, token, spent),
        refusal(house, token, foreign),
    }

    assert said == {"That is not the code, or it has run out."}
    assert len({replaced, spent, code, foreign}) == 4


def test_a_code_lives_ten_minutes_and_not_one_second_more(house):
    token = links.sent(house)
    late, then = links.ask(house, token), NOW + CODE_LIVES

    refusal(house, token, late, now=then)
    in_time = links.ask(house, token, now=then)
    links.enter(house, token, in_time, now=then + CODE_LIVES - SECOND)

    assert timedelta(minutes=10) == CODE_LIVES


def test_a_code_opens_for_half_a_day_and_then_never_again(house):
    token = links.sent(house)
    code = links.ask(house, token)
    links.enter(house, token, code)

    assert read(house, token, now=NOW + OPEN_FOR - SECOND)
    with pytest.raises(CodeNeeded):
        read(house, token, now=NOW + OPEN_FOR)
    refusal(house, token, code, now=NOW + OPEN_FOR)


def test_codes_of_no_use_any_more_are_forgotten(small_house):
    """Each scanner is a browser of its own, and never comes back."""
    token, then = links.sent(small_house), NOW + OPEN_FOR + CODE_LIVES
    links.ask(small_house, token, browser=ELSEWHERE)

    links.ask(small_house, token, now=then - SECOND)
    assert len(rows.rows(small_house, CodeRow)) == 2
    links.ask(small_house, token, now=then)

    assert len(rows.rows(small_house, CodeRow)) == 1


def test_pressing_twice_does_no_harm(small_house):
    token = links.sent(small_house)
    code = links.ask(small_house, token)

    for _ in "12":
        links.enter(small_house, token, code)

    assert links.delivery_of(small_house, token).wrong_codes == 0


def test_a_code_in_a_browser_that_asked_for_another_link_is_not_found_but_noted(house):
    """L7: the token of A with the cookie of B."""
    token, other = links.sent(house), links.sent(house)
    links.ask(house, token, browser=ELSEWHERE)
    mine = links.ask(house, other)

    with pytest.raises(NotFound):
        links.enter(house, token, mine)

    delivery = links.delivery_of(house, token)
    assert (delivery.wrong_codes, delivery.opened_at) == (0, None)
    assert ("code from another browser", f"link:{delivery.id}") in noted(house)


def test_codes_have_six_digits_leading_noughts_too():
    codes = {code_of(uuid4(), "a secret") for _ in range(2_000)}

    assert {len(code) for code in codes} == {DIGITS}
    assert {code[0] for code in codes} == set("0123456789")
    assert len(codes) > 1_990


def read(house, token, *, browser=HERE, now=NOW):
    return read_link(house.tools, token, browser=browser, now=now)


def refusal(house, token, typed, **place):
    with pytest.raises(Invalid) as refused:
        links.enter(house, token, typed, **place)
    [said] = refused.value.problems["code"]
    return str(said)


def locked(house, token, typed, **place):
    with pytest.raises(TooMany):
        links.enter(house, token, typed, **place)


def guess_until_locked(house, token, code, *, now=NOW):
    for _ in range(TRIES - 1):
        refusal(house, token, other_than(code), now=now)
    locked(house, token, other_than(code), now=now)


def noted(house):
    return [(row.what, row.actor) for row in rows.rows(house, AuditEventRow)]
