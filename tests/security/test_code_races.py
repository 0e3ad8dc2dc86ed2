"""One-time codes when eight ask or guess at the same moment, on both databases."""

from concurrent.futures import ThreadPoolExecutor

from service.core.codes import TRIES
from service.core.errors import Invalid, ServiceError, TooMany
from service.store.tables.access import CodeRow
from service.store.tables.audit import AuditEventRow
from tests import links
from tests.house import NOW
from tests.jobs import rows
from tests.links import HERE, other_than

THREADS = 8


def test_of_many_guesses_at_once_five_are_looked_at(house):
    """Mutant: the tries are read, and then written; more guesses slip in between."""
    token = links.sent(house)
    code = links.ask(house, token)
    guesses = [other_than(code)] * THREADS

    answers = at_once(house, token, guesses)

    wrong = [a for a in answers if isinstance(a, Invalid)]
    assert len(wrong) == TRIES - 1
    assert sum(isinstance(a, TooMany) for a in answers) == THREADS - (TRIES - 1)
    assert links.delivery_of(house, token).wrong_codes == TRIES


def test_of_many_right_codes_at_once_one_is_used(house):
    token = links.sent(house)
    code = links.ask(house, token)

    answers = at_once(house, token, [code] * THREADS)

    opened = rows.rows(house, AuditEventRow, AuditEventRow.what.startswith("opened"))
    assert [a for a in answers if a] == []
    assert links.delivery_of(house, token).wrong_codes == 0
    assert [row.what for row in opened] == ["opened by code"]


def test_of_many_codes_asked_for_at_once_one_lives(house):
    token = links.sent(house)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(lambda _: ask_quietly(house, token), range(THREADS)))

    assert len(rows.rows(house, CodeRow)) == 1


def at_once(house, token, guesses):
    """Enter all of them at the same moment; return what was wrong, or None."""
    with ThreadPoolExecutor(len(guesses)) as threads:
        return list(threads.map(lambda guess: problem_of(house, token, guess), guesses))


def problem_of(house, token, guess):
    try:
        return links.enter(house, token, guess)
    except ServiceError as problem:
        return problem


def ask_quietly(house, token):
    links.send_code(house.tools, token, browser=HERE, now=NOW)
