"""Each organisation reminds by its own days; without any, by the installation's."""

from datetime import timedelta

import pytest

from service.actions.consent.board import waiting_consents
from service.actions.consent.reminder_policy import (
    forget_reminders,
    save_reminders,
    show_reminders,
)
from service.actions.consent.reminding import remind_due
from service.actions.consent.waiting import Wait
from service.core.errors import Forbidden, Invalid
from service.store.tables.register import OrganisationRow
from service.web import create_app
from tests.consent.asking import asked
from tests.consent.desk import person, seen
from tests.house import NOW
from tests.jobs import rows
from tests.web.browser import Browser

OWN = {"first": 2, "every": 7, "most": 1}
PAGE = "/register/organisation/reminders"


def keep(house, **changes):
    save_reminders(house.tools, house.actor, {**OWN, **changes}, now=NOW)


@pytest.fixture
def browser(small_house) -> Browser:
    return Browser(create_app(small_house.tools).test_client()).sign_in()


def test_an_organisations_own_days_count(house):
    keep(house)
    record_id, moment = asked(house), NOW + timedelta(days=2)

    assert remind_due(house.tools, now=moment - timedelta(hours=1)) == 0
    assert remind_due(house.tools, now=moment) == 2
    assert person(house, record_id).remind_at is None  # one at most


def test_another_organisation_keeps_the_installations(small_house):
    with small_house.tools.begin(small_house.actor) as work:
        work.session.add(other := OrganisationRow(name="En annan kommun"))
        work.session.flush()
    keep(small_house)

    kept = {row.id: row.remind_first for row in rows.rows(small_house, OrganisationRow)}
    assert kept == {small_house.actor.organisation_id: 2, other.id: None}


def test_a_change_counts_from_the_next_reminder_on(small_house):
    record_id, first = asked(small_house), NOW + timedelta(days=4)
    keep(small_house, most=5)

    assert person(small_house, record_id).remind_at == first
    remind_due(small_house.tools, now=first)
    assert person(small_house, record_id).remind_at == first + timedelta(days=7)


def test_none_at_most_reminds_nobody(small_house):
    keep(small_house, most=0)
    asked(small_house)

    assert remind_due(small_house.tools, now=NOW + timedelta(days=90)) == 0


def test_the_board_waits_as_long_as_the_organisation_does(small_house):
    keep(small_house, first=10)
    asked(small_house)

    def board(days):
        later = NOW + timedelta(days=days)
        found = waiting_consents(small_house.tools, small_house.actor, now=later)
        return [one.why for one in found]

    assert (board(9), board(10)) == ([], [Wait.UNANSWERED])


def test_forgotten_the_installations_count_again(small_house):
    keep(small_house)
    forget_reminders(small_house.tools, small_house.actor, now=NOW)

    known = show_reminders(small_house.tools, small_house.actor)
    assert (known.is_own, known.days) == (False, known.default)
    assert seen(small_house, asked(small_house)).reminders.first == 4


@pytest.mark.parametrize(
    "wrong",
    [{"first": 0}, {"every": 91}, {"most": 21}, {"most": -1}, {"first": "snart"}],
)
def test_what_makes_no_sense_is_told_at_its_field(small_house, wrong):
    with pytest.raises(Invalid) as refused:
        keep(small_house, **wrong)

    assert list(refused.value.problems) == list(wrong)


def test_only_who_may_change_the_organisation_decides(small_house):
    reader = small_house.actor_of("maja.lind")
    with pytest.raises(Forbidden):
        save_reminders(small_house.tools, reader, OWN, now=NOW)
    with pytest.raises(Forbidden):
        forget_reminders(small_house.tools, reader, now=NOW)


def test_the_page_says_it_in_words(browser):
    browser.open("/register").open(PAGE)
    assert "Den första påminnelsen går 4 dagar efter frågan" in browser.text
    assert "Så gör hela installationen" in browser.text

    browser.send({"first": "1", "every": "1", "most": "2"}, to=PAGE)
    said = "1 dag efter frågan, de följande med 1 dag emellan. Högst 2 påminnelser."
    assert said in browser.text
    browser.send({}, to=f"{PAGE}/forget")
    assert "4 dagar efter frågan" in browser.text


def test_a_mistake_comes_back_with_what_was_written(browser):
    browser.open(PAGE).send({"first": "hundra", "every": "91", "most": "3"}, to=PAGE)

    assert browser.status == 422
    said = {at: told.rpartition(": ")[2] for at, told in browser.problems.items()}
    assert said == {
        "first": "Skriv ett heltal.",
        "every": "Skriv ett tal från 1 till 90.",
    }
    assert 'value="91"' in browser.html


def test_it_stands_on_the_consent(browser, small_house):
    keep(small_house)
    browser.open(f"/records/{asked(small_house)}")

    assert "Nästa påminnelse går" in browser.text
    assert "Högst 1 påminnelse." in browser.text


def test_the_audit_trail_names_it_and_who_did_it(browser, small_house):
    keep(small_house)
    asked(small_house)
    remind_due(small_house.tools, now=NOW + timedelta(days=2))
    auditor = Browser(browser.client.application.test_client()).sign_in("Eva Dahl")

    auditor.open("/audit")
    assert "Ändrade när de som har fått frågan påminns" in auditor.text
    assert "Handslag, när tiden är inne" in auditor.text
    assert "Okänd" not in auditor.text
