"""Guardians at a consent: in Swedish and Arabic, by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from service.core.consent_state import ConsentState
from tests.browser.looking import EVERYWHERE
from tests.consent.asking import KARIM, SARA, case_of, token_of
from tests.consent.reading import asked_today, mailed_code

NARROW = 320


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


def test_a_guardian_reads_answers_and_takes_it_back(looking, small_house, consent):
    with looking("consent", *EVERYWHERE) as looker:
        page = looker.page
        looker.open(f"/c/{token_of(small_house, consent, SARA)}", name="door")
        expect(page).to_have_url(re.compile("/c$"))
        expect(page.locator("main")).not_to_contain_text("Alma")
        press(page, "Skicka en kod till mig")
        looker.look("code")
        page.fill("#code", mailed_code(small_house))
        press(page, "Fortsätt")
        looker.look("reading")
        press(page, "Skriv under och skicka")
        expect(page).to_have_title(re.compile("^Fel: "))
        looker.look("nothing-answered")
        for place, said in enumerate(("Ja", "Delvis", "Nej")):
            choose(page, place, said)
        page.check("#choices-1-information-social")
        page.fill("#exclusions", "Flytten i våras")
        page.fill("#name", SARA)
        page.check("#statement")
        draw(page)
        looker.look("filled-in")
        press(page, "Skriv under och skicka")
        expect(page.locator("h1")).to_have_text("Tack, ditt svar är sparat")
        looker.look("receipt")
        press(page, "Ta tillbaka")
        looker.look("nothing-chosen")
        page.get_by_label("Ta tillbaka allt").check()
        press(page, "Ta tillbaka")
        expect(page.locator("h1")).to_have_text("Du har tagit tillbaka ditt ja")
        looker.look("taken-back")


def test_in_arabic_everything_turns_about(looking, small_house, consent):
    with looking("consent-ar", *EVERYWHERE) as looker:
        page = looker.page
        come_in(looker, small_house, token_of(small_house, consent, KARIM))
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        looker.look("reading")
        page.locator("#answer-h").scroll_into_view_if_needed()
        page.locator("form[action='/c/answer'] button[type=submit]").click()
        looker.look("nothing-answered")
        for place in range(3):
            page.check(f"#choices-{place}-answer")
        page.fill("#name", KARIM)
        page.check("#statement")
        page.locator("form[action='/c/answer'] button[type=submit]").click()
        expect(page.locator(".hs-receipt")).to_be_visible()
        looker.look("receipt")
        looker.open("/c/question", name="question")


def test_both_answer_one_by_keyboard_without_scripts(looking, small_house, consent):
    with looking("consent-keyboard", width=NARROW, scripts=False) as looker:
        page = looker.page
        come_in(looker, small_house, token_of(small_house, consent, SARA))
        looker.look("reading")
        for place in range(3):
            page.focus(f"#choices-{place}-answer")
            page.keyboard.press("Space")
        page.focus("#name")
        page.keyboard.type(SARA)
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Tack, ditt svar är sparat")
        looker.look("receipt")
    assert case_of(small_house, consent).row.state == ConsentState.WAITING
    with looking("consent-other", width=NARROW) as looker:
        come_in(looker, small_house, token_of(small_house, consent, KARIM))
        for place in range(3):
            looker.page.check(f"#choices-{place}-answer")
        looker.page.fill("#name", KARIM)
        looker.page.check("#statement")
        looker.page.locator("form[action='/c/answer'] button[type=submit]").click()
        expect(looker.page.locator(".hs-receipt")).to_be_visible()
        looker.look("receipt")
    assert case_of(small_house, consent).row.state == ConsentState.VALID


def come_in(looker, house, token: str) -> None:
    """Open a link, ask for the code, and write it, whatever the language is."""
    page = looker.page
    looker.open(f"/c/{token}", name="door")
    page.locator("#send").click()
    page.fill("#code", mailed_code(house))
    page.locator("form[action='/c/code'] button[type=submit]").click()


def choose(page: Page, place: int, said: str) -> None:
    party = page.locator(".hs-party").nth(place)
    party.get_by_label(said, exact=True).check()


def draw(page: Page) -> None:
    page.get_by_text("Rita din namnteckning").click()
    box = page.locator(".hs-pad").bounding_box()
    for x, y in ((30, 60), (90, 30), (140, 90)):
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.mouse.down() if x == 30 else None
    page.mouse.up()


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
