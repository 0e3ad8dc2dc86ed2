"""The pages before what is not for everybody: a link's code, and the glass."""

import re

from playwright.sync_api import Page, expect

from tests import links
from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in
from tests.browser.test_journey_on import taken_home
from tests.glass import REASON, confidential
from tests.links import clock

CODE = re.compile(r"\b(\d{3} \d{3})\b")
WRONG = "000 000"


def test_a_code_opens_an_internal_record(looking, small_house):
    link = f"/l/{links.sent(small_house, now=clock())}"
    with looking("link", *EVERYWHERE) as looker:
        page = looker.page
        looker.open(link, name="door")
        expect(page.locator("main")).not_to_contain_text("Styrgrupp")
        press(page, "Skicka en kod till mig")
        looker.look("code")
        page.locator("#code").fill(WRONG)
        press(page, "Öppna dokumentet")
        expect(page).to_have_title(re.compile("^Fel: "))
        looker.look("wrong-code")
        page.locator("#code").fill(mailed_code(small_house))
        press(page, "Öppna dokumentet")
        expect(page.locator(".hs-paper")).to_contain_text("Styrgrupp")
        looker.look("opened")
        pdf = page.locator("main [href$='/files/pdf']")
        assert taken_home(page, pdf).startswith(b"%PDF-")
        looker.open("/l/nothing", name="gone")
        expect(page.locator("h1")).to_have_text("Länken öppnar inget")


def test_an_open_record_opens_by_a_press_and_a_locked_one_says_until_when(
    looking, small_house
):
    open_link = f"/l/{links.sent(small_house, 'open', now=clock())}"
    locked = f"/l/{links.sent(small_house, now=clock())}"
    with looking("press", *EVERYWHERE) as looker:
        page = looker.page
        looker.open(open_link, name="door")
        press(page, "Öppna dokumentet")
        expect(page.locator(".hs-paper")).to_contain_text("Styrgrupp")
        page.goto(locked)
        press(page, "Skicka en kod till mig")
        for _ in range(5):
            page.locator("#code").fill(WRONG)
            press(page, "Öppna dokumentet")
        expect(page.locator("#code-error")).to_contain_text("för många försök")
        looker.look("locked")
        page.goto(locked)
        press(page, "Skicka en kod till mig")
        expect(page.locator("#send-error")).to_contain_text("för många försök")
        looker.look("locked-door")


def test_the_glass_is_broken_with_a_reason(looking, small_house):
    record = f"/records/{confidential(small_house)}"
    with looking("glass", *EVERYWHERE) as looker:
        page = looker.page
        page.goto("/language/sv?next=/sign-in")
        sign_in(page, "Alex Winter", at=record)
        expect(page.locator("h1")).to_have_text("Handlingen är sekretessmarkerad")
        looker.look("before")
        press(page, "Öppna i en timme")
        expect(page).to_have_title(re.compile("^Fel: "))
        looker.look("nothing-said")
        page.get_by_label("Varför måste du läsa den?").fill(REASON)
        page.get_by_label("Jag förstår").check()
        press(page, "Öppna i en timme")
        expect(page.locator("main")).to_contain_text("i nödfall")
        looker.look("open")
        press(page, "Stäng den nu")
        expect(page.get_by_role("status")).to_contain_text("stängd igen")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def mailed_code(house) -> str:
    house.work()
    return CODE.search(house.mails()[-1].get_body(("plain",)).get_content())[1]
