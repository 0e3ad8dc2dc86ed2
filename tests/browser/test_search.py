"""The search shuts nobody out: not on a phone, not in the dark, not without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS
from tests.browser.steps import sign_in
from tests.search.looking_for import written


@pytest.fixture
def records(small_house):
    for number in range(21):
        written(
            small_house, title=f"Mötet om närvaro i förskola och skola, del {number}"
        )
    written(small_house, "notes", title="Beslut från möten")


@pytest.mark.parametrize(
    ("device", "dark", "scripts"),
    [("desktop", False, True), ("phone", True, True), ("desktop", False, False)],
)
def test_what_is_looked_for_is_found(looking, records, device, dark, scripts):
    name = f"search-{device}-{'scripts' if scripts else 'plain'}"
    window = looking(name, width=WIDTHS[device], dark=dark, scripts=scripts)
    with window as looker:
        page = looker.page
        sign_in(page)
        if device == "phone":
            page.get_by_role("link", name="Sök").click()
            looker.look("form")
            page.get_by_label("Vad letar du efter?").fill("möten")
            page.keyboard.press("Enter")
        else:
            looker.look("start")
            page.get_by_role("searchbox").fill("möten")
            page.keyboard.press("Enter")
        expect(
            page.get_by_role("heading", name="22 handlingar hittades")
        ).to_be_visible()
        expect(page.locator("mark").first).to_have_text(
            re.compile("möte", re.IGNORECASE)
        )
        assert "m%C3%B6ten" not in page.url
        looker.look("found")
        page.get_by_role("link", name="Nästa sida").click()
        expect(page.get_by_text("Sida 2 av 2")).to_be_visible()
        page.go_back()
        expect(page.get_by_text("Sida 1 av 2")).to_be_visible()


def test_filters_mistakes_and_nothing_found_are_told(looking, records):
    with looking("search-filters") as looker:
        page = looker.page
        sign_in(page, at="/search")
        page.get_by_text("Begränsa sökningen").click()
        page.get_by_label("Typ").select_option("notes")
        page.get_by_label("Sparad från och med").fill("2020-02-30")
        page.locator("main").get_by_role("button", name="Sök").click()
        expect(page.get_by_role("link", name="Det datumet finns inte")).to_be_visible()
        looker.look("mistake")
        page.get_by_label("Sparad från och med").fill("1 mars 2026")
        page.locator("main").get_by_role("button", name="Sök").click()
        expect(page.get_by_role("heading", name="1 handling hittades")).to_be_visible()
        looker.look("narrowed")
        page.get_by_label("Vad letar du efter?").fill("ekholm finnsinte")
        page.locator("main").get_by_role("button", name="Sök").click()
        expect(page.get_by_text("Inga handlingar hittades")).to_be_visible()
        looker.look("nothing")
        page.get_by_label("Vad letar du efter?").fill("skol")
        page.locator("main").get_by_role("button", name="Sök").click()
        expect(page.get_by_role("heading", name="personer hittades")).to_be_visible()
        looker.look("people")
