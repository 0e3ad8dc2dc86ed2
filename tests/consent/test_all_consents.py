"""The page of all consents: by state, by whose, by reference, and with no name."""

from datetime import timedelta

import pytest

from service.actions.consent.finding import SoughtConsents, list_consents
from service.core.consent_state import ConsentState
from service.web import create_app
from tests.consent.asking import SARA, answer, asked
from tests.consent.desk import NO
from tests.house import NOW
from tests.web.browser import Browser


@pytest.fixture
def three(small_house):
    records = [asked(small_house, reference=f"BUN-7-{n}") for n in range(3)]
    answer(small_house, records[1], SARA, *NO)
    return records


def names(house, *, actor=None, now=NOW, **sought):
    found = list_consents(
        house.tools, actor or house.actor, SoughtConsents(**sought), now=now
    )
    return [line.name for line in found.lines]


def test_each_filter_keeps_what_fits(small_house, three):
    assert len(names(small_house)) == 3
    assert names(small_house, state=ConsentState.REFUSED) == ["A.H.L., BUN-7-1"]
    assert names(small_house, waits=True) == ["A.H.L., BUN-7-1"]
    assert names(small_house, words="BUN-7-2") == ["A.H.L., BUN-7-2"]
    assert names(small_house, page=2) == []

    other = small_house.actor_of("maja.lind")
    assert names(small_house, actor=other, mine=True) == []
    assert len(names(small_house, mine=True)) == 3


def test_what_no_one_answers_needs_no_person_but_says_so(small_house, three):
    later = NOW + timedelta(days=5)

    assert names(small_house, waits=True, now=later) == ["A.H.L., BUN-7-1"]


def test_the_page_says_the_state_in_words_and_no_child(small_house, three):
    browser = Browser(create_app(small_house.tools).test_client()).sign_in()
    browser.open("/consents").send(
        {"state": "refused", "words": "BUN-7-1"}, to="/consents"
    )

    assert "Samtycke A.H.L., BUN-7-1" in browser.text
    assert "Inget får delas. Nekat" in browser.text
    assert "BUN-7-2" not in browser.text
    assert "Alma" not in browser.text
    assert "BUN" not in browser.page.request.url
    assert browser.open("/consents?state=unheard-of").status == 404
