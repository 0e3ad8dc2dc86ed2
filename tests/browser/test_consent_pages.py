"""The other pages by a link: asking back, what is closed, and who receives."""

import re

import pytest
from playwright.sync_api import expect

from service.actions.links import make_token
from service.actions.submitting import submit
from tests.browser.looking import Sight
from tests.browser.test_consent import come_in, press
from tests.consent.asking import KARIM, SARA, answers, case_of, token_of
from tests.consent.asking import answer as say_yes
from tests.consent.reading import asked_today
from tests.links import clock

LOOKS = (Sight(320), Sight(dark=True))
YES = ("yes", "yes", "yes")


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


def test_one_asks_back_and_comes_too_late(looking, small_house, consent):
    with looking("consent-asking", *LOOKS) as looker:
        page = looker.page
        come_in(looker, small_house, token_of(small_house, consent, SARA))
        page.goto("/c/question")
        press(page, "Skicka frågan")
        expect(page).to_have_title(re.compile("^Fel: "))
        looker.look("nothing-asked")
        page.fill("#text", "Vem är Maria Ek?")
        press(page, "Skicka frågan")
        looker.look("asked")
        page.goto("/c/question")
        page.check("#wanted")
        press(page, "Be om blanketten")
        looker.look("paper")
        page.goto("/c/answer")
        anew = answers(purpose="Ett annat syfte.")
        submit(
            small_house.tools,
            small_house.actor,
            kind="consent",
            answers=anew,
            sending={},
            record_id=consent,
            now=clock(),
        )
        page.goto("/c")
        looker.look("changed")
        looker.open("/c/nothing", name="gone")


def test_the_receipt_comes_by_itself(looking, small_house, consent):
    with looking("consent-receipt", *LOOKS) as looker:
        page = looker.page
        come_in(looker, small_house, token_of(small_house, consent, SARA))
        for place in range(3):
            page.check(f"#choices-{place}-answer")
        page.fill("#name", SARA)
        page.check("#statement")
        press(page, "Skriv under och skicka")
        expect(page.locator("#files")).to_contain_text("Ditt kvitto görs nu")
        small_house.work()
        expect(page.locator("#files")).to_contain_text("Spara ditt svar", timeout=9_000)
        looker.look("made")


def test_who_receives_sees_what_applies(looking, small_house, consent):
    for name in (SARA, KARIM):
        say_yes(small_house, consent, name, *YES, now=clock())
    small_house.work()
    school = next(
        one
        for one in case_of(small_house, consent).participants
        if one.role == "receiver" and one.delivery_id
    )
    token = make_token(school.delivery_id, small_house.settings.secret_key)
    with looking("consent-receiver", *LOOKS) as looker:
        come_in(looker, small_house, token)
        expect(looker.page.locator("h1")).to_have_text("Det här gäller nu")
        looker.look("applies")
