"""From a filled form to a mailbox, as a person meets it: on a screen and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import DESK, EVERYWHERE

GROUP = "Styrgrupp samverkan barn och unga i Örebro län"
PAGES = {
    "/": "start",
    "/new/mandate": "mandate",
    "/new/notes": "notes",
    "/records": "records",
    "/register": "register",
    "/register/people": "people",
    "/register/people/new": "person",
    "/register/groups/new": "group",
    "/register/units": "units",
    "/register/organisation": "organisation",
    "/register/import": "import",
    "/operations": "operations",
    "/administration": "administration",
    "/administration/accounts": "accounts",
    "/administration/keys": "keys",
    "/account": "account",
    "/dev/mail": "mailbox",
    "/api/v1/": "api",
    "/no/such/page": "not-found",
}
NEXT = ".govuk-button-group button:not([name])"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_journey_from_form_to_mailbox(looking, small_house, scripts):
    name, sights = ("scripts", EVERYWHERE) if scripts else ("plain", [DESK])
    with looking(name, *sights, scripts=scripts) as looker:
        page = looker.page
        sign_in(looker)
        make_mistakes(looker)
        fill_in_minutes(looker)
        leave_and_come_back(looker)
        choose_recipients(looker)
        check_and_send(looker)
        small_house.work()
        if not scripts:
            page.reload()
        expect(page.locator("h1")).to_contain_text("Protokoll")
        expect(page.get_by_text("Alla har fått").first).to_be_visible()
        looker.look("record-sent")
        read_the_mail(looker)

    assert len(small_house.mails()) == 9


def test_no_page_shuts_anybody_out(looking, small_house):
    small_house.submit()
    small_house.work()
    with looking("pages", *EVERYWHERE) as looker:
        sign_in(looker)
        for address, shown in PAGES.items():
            looker.open(address, name=shown)


def test_pages_are_read_in_english_too(looking):
    with looking("english") as looker:
        sign_in(looker)
        looker.page.get_by_role("link", name="English").click()
        expect(looker.page.locator("html")).to_have_attribute("lang", "en")
        looker.look("start")


def test_what_is_typed_is_saved_before_anything_is_pressed(looking):
    with looking("autosave") as looker:
        page = looker.page
        sign_in(looker)
        page.clock.install()
        page.goto("/new/notes")
        page.fill("#group", "Temagruppen")
        with page.expect_response(re.compile("/autosave$")):
            page.clock.fast_forward(5_000)
        expect(page.get_by_text("Utkastet sparades")).to_be_visible()
        expect(page).to_have_url(re.compile("/drafts/"))

        page.reload()
        expect(page.locator("#group")).to_have_value("Temagruppen")


def sign_in(looker) -> None:
    looker.open("/", name="sign-in")
    looker.page.get_by_label("Ida Broman").check()
    looker.page.get_by_role("button", name="Logga in").click()


def make_mistakes(looker) -> None:
    page = looker.page
    looker.look("start")
    page.get_by_role("link", name="Protokoll").click()
    looker.look("empty")
    page.fill("#held_on", "2020-02-30")
    page.fill("#time", "10-8")
    page.click(NEXT)
    expect(page).to_have_title(re.compile("^Fel: "))
    page.get_by_role("link", name="Det datumet finns inte").click()
    expect(page.locator("#held_on")).to_be_focused()
    looker.look("errors")


def fill_in_minutes(looker) -> None:
    page = looker.page
    page.fill("#group", GROUP)
    page.fill("#held_on", "200616")
    page.fill("#time", "08.00-09.00")
    page.fill("#secretary", "Ida Broman")
    page.click("button[value='members:attendance']")
    expect(page.locator("#attendance-0-name")).not_to_have_value("")
    page.fill("#items-0-heading", "Syfte med mötet")
    page.fill("#items-0-text", "Ett kort möte.\n\n- Bemanning\n- Nästa steg")
    add_row(page, "actions", {"what": "Utse personer", "responsible": "Johanna Viberg"})
    page.fill("#actions-0-deadline", "senast augusti")
    add_row(page, "next_meetings", {"date": "Tis 8 september", "time": "kl 10-12"})


def add_row(page, rows: str, answers: dict[str, str]) -> None:
    page.click(f"button[value^='add:{rows}']")
    for field, text in answers.items():
        page.fill(f"#{rows}-0-{field}", text)


def leave_and_come_back(looker) -> None:
    page = looker.page
    page.click("button[value=later]")
    looker.look("start-with-draft")
    page.locator(".hs-waits").get_by_role("link", name=GROUP).click()
    expect(page.get_by_text("tisdag 16 juni 2020").first).to_be_visible()
    expect(page.locator("#actions-0-deadline")).to_have_value("senast augusti")
    looker.look("form")
    page.click(NEXT)


def choose_recipients(looker) -> None:
    page = looker.page
    page.select_option("#from-group", label=GROUP)
    page.click("button[value=group]")
    expect(page.get_by_label("Märtha Lundkvist")).to_be_checked()
    page.get_by_role("radio", name="Öppen").check()
    looker.look("recipients")
    page.click(NEXT)


def check_and_send(looker) -> None:
    page = looker.page
    expect(page.locator("h1")).to_have_text("Stämmer allt?")
    expect(page.get_by_role("heading", name="Skicka till 9 personer")).to_be_visible()
    looker.look("check")
    page.get_by_role("button", name="Godkänn och skicka").click()
    expect(page).to_have_url(re.compile("/records/"))
    looker.look("record-under-way")


def read_the_mail(looker) -> None:
    page = looker.page
    looker.open("/dev/mail", name="mailbox")
    page.get_by_role("link", name=re.compile("Protokoll")).first.click()
    looker.look("mail")
