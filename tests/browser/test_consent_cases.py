"""How a consent may end: guardians at a phone, and staff who see what applies."""

import re
from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from service.actions.consent.clock import turn_pages
from tests.browser.steps import sign_in
from tests.consent.asking import asked
from tests.consent.reading import asked_today, mailed_code
from tests.consent.test_journeys import FIRST, JOURNEYS, SARA, SOME
from tests.links import clock

LINK = re.compile(r"https?://\S+/c/\S+")
SEND = "form[action='/c/{}'] button[type=submit]"
STAFF_SEE = {
    "three guardians": "Gäller",
    "conflict": "De är inte överens",
    "child alone": "Gäller",
}


@pytest.fixture
def phone(looking):
    """Return a small window without scripts: a phone that a family shares."""
    with looking("consent-cases", width=320, scripts=False) as looker:
        yield looker.page


@pytest.fixture
def desk(looking):
    with looking("consent-cases-desk") as looker:
        sign_in(looker.page)
        yield looker.page


def test_staff_see_how_each_ends(small_house, phone, desk):
    for name, state in STAFF_SEE.items():
        journey = JOURNEYS[name]
        record_id = asked_today(small_house, **journey.changes)
        for who, said in journey.says:
            come_in(phone, small_house, who)
            answer(phone, who, said)
        expect_state(desk, record_id, state)


def test_a_part_for_a_while_and_then_nothing(small_house, phone, desk):
    record_id = asked_today(small_house, guardians=[FIRST])
    come_in(phone, small_house, SARA)
    answer(phone, SARA, SOME)
    expect_state(desk, record_id, "Gäller delvis")

    before = clock() - timedelta(days=3)
    until = {"valid_to": (before + timedelta(days=1)).date().isoformat()}
    record_id = asked(small_house, now=before, guardians=[FIRST], **until)
    turn_pages(small_house.tools, now=clock())

    come_in(phone, small_house, SARA)
    expect(phone.locator("h1")).to_have_text("Frågan är avslutad")
    expect_state(desk, record_id, "Har upphört")


def come_in(page: Page, house, name: str) -> None:
    """Follow the newest link in their post, and let the code open it."""
    texts = [
        mail.get_body(("plain",)).get_content()
        for mail in house.mails()
        if parseaddr(mail["To"])[0] == name
    ]
    found = [LINK.search(text) for text in texts]
    page.goto(urlsplit([one[0] for one in found if one][-1]).path)
    page.locator("#send").click()
    page.fill("#code", mailed_code(house))
    page.locator(SEND.format("code")).click()


def answer(page: Page, name: str, said: tuple[str, ...]) -> None:
    for place, one in enumerate(said):
        word, _, ticked = one.partition(" ")
        page.check(f"[name='choices-{place}-answer'][value={word}]")
        for information in ticked.split():
            page.check(f"[name='choices-{place}-information'][value={information}]")
    page.fill("#name", name)
    page.check("#statement")
    page.locator(SEND.format("answer")).click()
    expect(page.locator(".hs-receipt")).to_be_visible()


def expect_state(page: Page, record_id, state: str) -> None:
    page.goto(f"/records/{record_id}")
    expect(page.locator("#part-consent .govuk-tag").first).to_have_text(state)
