"""Two guardians, two tabs, two devices, at the same moment (P12, P13, L4 to L6).

The suite runs a few; `HANDSLAG_MANY=1000` runs as many as PROMISES promises.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from service.actions.consent import answering
from service.actions.consent.steps import read_step
from service.actions.submitting import submit
from service.core.actor import SYSTEM
from service.core.consent import SAYING, Happened
from service.core.consent_state import ConsentState
from service.core.errors import NotFound
from service.store import consents
from service.store.tables.records import DeliveryRow
from tests.consent.asking import (
    KARIM,
    LANGUAGE,
    SARA,
    answers,
    case_of,
    given,
    let_in,
    token_of,
)
from tests.consent.desk import person
from tests.house import NOW
from tests.links import HERE

MANY = int(os.environ.get("HANDSLAG_MANY", "0"))
PAIRS, TOKENS, THREADS = MANY or 12, MANY or 3, 8
YES = ("yes", "yes", "yes")


def test_both_guardians_at_once_complete_the_consent_once(house):
    """P12 and L5. Mutant: the consent is read without its lock."""
    for _ in range(PAIRS):
        record_id = asked_quietly(house)
        heard = at_once([signing(house, record_id, name) for name in (SARA, KARIM)])

        case = case_of(house, record_id)
        assert case.row.state == ConsentState.VALID
        assert all(one.was_new for one in heard)
        assert completions(house, case) == 1
        numbers = [one.sequence for one in case.events]
        assert numbers == list(range(1, len(numbers) + 1))


def test_of_many_postings_of_one_page_one_counts(house):
    """P13 and L4: a double click, the back button, two tabs, two devices."""
    for _ in range(TOKENS):
        record_id = asked_quietly(house)
        heard = at_once([signing(house, record_id, SARA)] * THREADS)

        assert [one.was_new for one in heard].count(True) == 1
        assert said(house, record_id) == [Happened.ANSWERED]
        assert {one.standing.state for one in heard} == {ConsentState.WAITING}


def test_taken_back_while_the_other_signs_both_count_in_some_order(house):
    """L6."""
    record_id = asked_quietly(house)
    signing(house, record_id, SARA)()
    sara = token_of(house, record_id, SARA)
    at_once([signing(house, record_id, KARIM), taking_back(house, sara)])

    case = case_of(house, record_id)
    assert sorted(said(house, record_id)) == ["answered", "answered", "withdrawn"]
    assert case.row.state == ConsentState.WITHDRAWN
    assert case.standing(today=NOW.date()).state == ConsentState.WITHDRAWN


def test_the_same_page_posted_later_says_what_it_said_before(small_house):
    record_id = asked_quietly(small_house)
    sign = signing(small_house, record_id, SARA)
    first, again = sign(), sign()

    assert (first.was_new, again.was_new) == (True, False)
    assert again.standing == first.standing
    assert said(small_house, record_id) == [Happened.ANSWERED]


def test_a_link_that_is_closed_while_its_holder_waits_answers_nothing(house):
    """Its address was wrong: who holds it must not be quicker than the correction."""
    record_id = asked_quietly(house)
    sign, sara = signing(house, record_id, SARA), person(house, record_id)
    with ThreadPoolExecutor(1) as threads:
        with house.tools.begin(SYSTEM) as work:
            consents.lock(work, record_id)
            pressed = threads.submit(sign)
            until_it_waits(house)
            work.session.get_one(DeliveryRow, sara.delivery_id).link_revoked_at = NOW
        with pytest.raises(NotFound):
            pressed.result()

    assert said(house, record_id) == []


def until_it_waits(house):
    """Return once somebody waits for a lock; SQLite lets nobody begin meanwhile."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while house.engine.dialect.name == "postgresql":
        with house.engine.connect() as connection:
            if connection.scalar(waiting):
                return


def asked_quietly(house):
    """Ask for a consent, and let no worker know: links work without any mail."""
    request = {"answers": answers(), "sending": {}, "now": NOW}
    return submit(house.tools, house.actor, kind="consent", **request).record_id


def signing(house, record_id, name):
    """Return what presses the button: the page is filled in already."""
    token = let_in(house, token_of(house, record_id, name))
    page = given(house, token, name, *YES)

    def press():
        return answering.answer(
            house.tools, token, page, browser=HERE, language=LANGUAGE[name], now=NOW
        )

    return press


def taking_back(house, token):
    def press():
        return answering.withdraw(
            house.tools,
            token,
            {"parties": [], "turn": 2},
            browser=HERE,
            language="sv",
            now=NOW,
        )

    return press


def at_once(presses):
    """Let all press at the same moment; return what each has heard."""
    ready = Barrier(len(presses))

    def press(one):
        ready.wait()
        return one()

    with ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(press, presses))


def said(house, record_id):
    events = case_of(house, record_id).events
    return [one.happened for one in events if one.happened in SAYING]


def completions(house, case):
    """Return how many events say of themselves that now all have answered."""
    with house.tools.look(SYSTEM) as session:
        steps = [read_step(session, house.tools.vault, one.id) for one in case.events]
        return sum(step.effects.tells_others for step in steps)
