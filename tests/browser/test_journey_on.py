"""The journeys beside the great one: other kinds, second thoughts, things undone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WIDTHS
from tests.browser.steps import (
    NEXT,
    TO,
    approve,
    come_back,
    expect_settled,
    sign_in,
    write,
    write_recipient,
)
from tests.jobs.relays import at_relay

FILE = "name;title;organisation;email;language;protected;group;role\n"
GOOD = "Åsa Ö;Rektor;Skolan;asa@example.se;sv;nej;;\n"
BAD = "Bo B;;;bo@@example;sv;nej;Ingen grupp;\n"
ANSWERS = """() => [...new FormData(document.querySelector("form[data-autosave]"))]
    .filter(([name]) => name !== "csrf_token")"""


@pytest.fixture
def sent(small_house) -> str:
    """Return the address of a record that has arrived."""
    record_id = small_house.submit().record_id
    small_house.work()
    return f"/records/{record_id}"


@pytest.fixture
def failed(small_house) -> str:
    """Return the address of a record whose recipient the relay does not know."""
    with at_relay(small_house) as relay:
        relay.say(rcpt="550 5.1.1 no such user")
        record_id = small_house.submit().record_id
        small_house.work()
    return f"/records/{record_id}"


@pytest.mark.parametrize("kind", ["mandate", "notes"])
def test_a_record_of_each_kind_reaches_a_typed_recipient(looking, small_house, kind):
    with looking(f"on-{kind}") as looker:
        page = looker.page
        sign_in(page)
        write(page, kind)
        looker.look("form")
        page.click(NEXT)
        write_recipient(page)
        page.click(NEXT)
        looker.look("check")
        approve(page)
        small_house.work()
        expect_settled(page)

    [mail] = small_house.mails()
    assert TO["email"] in mail["To"]


def test_a_sent_record_can_be_taken_home_in_both_formats(looking, sent):
    with looking("on-files") as looker:
        page = looker.page
        sign_in(page, at=sent)
        files = page.locator("#part-files")

        assert taken_home(page, files.locator("[href$='/1/pdf']")).startswith(b"%PDF-")
        assert taken_home(page, files.locator("[href$='/1/docx']")).startswith(b"PK")


def test_a_correction_becomes_version_2_and_version_1_is_kept(
    looking, small_house, sent
):
    with looking("on-version-2") as looker:
        page = looker.page
        sign_in(page, at=sent)
        page.get_by_role("button", name="Ändra och skapa version 2").click()
        page.fill("#closing", "Rättat efter mötet.")
        looker.look("form")
        page.click(NEXT)
        expect(page.locator("#typed-0-email")).to_have_value("ida.broman@example.se")
        page.click(NEXT)
        approve(page)
        small_house.work()
        expect_settled(page)

        versions = page.locator("#part-versions > li")
        expect(versions).to_contain_text(["Version 2", "Version 1"])
        old = versions.last.locator("[href$='/1/pdf']")
        assert taken_home(page, old).startswith(b"%PDF-")
        looker.look("versions")

    assert len(small_house.mails()) == 2


def test_one_recipient_gets_it_again_and_the_page_settles(looking, small_house, sent):
    with looking("on-again") as looker:
        page = looker.page
        sign_in(page, at=sent)
        page.locator("#deliveries summary", has_text="Skicka igen").click()
        looker.look("unfolded")
        page.get_by_role("button", name="Spara och skicka igen").click()
        expect(page.get_by_role("heading", name="Mejlen skickas nu")).to_be_visible()
        small_house.work()
        expect_settled(page)
        looker.look("settled")

    assert len(small_house.mails()) == 2


def test_a_session_that_ends_in_mid_form_loses_no_field(looking):
    with looking("on-expired") as looker:
        page = looker.page
        sign_in(page)
        write(page, "minutes")
        written = page.evaluate(ANSWERS)
        page.context.clear_cookies()
        page.click(NEXT)
        expect(page.get_by_text("Det du skrev finns kvar")).to_be_visible()
        looker.look("signed-out")
        come_back(page)

        expect(page).to_have_url(re.compile("/drafts/"))
        expect(page.locator("#saved")).to_contain_text("Utkastet sparades")
        assert page.evaluate(ANSWERS) == written


def test_minutes_are_sent_from_a_phone_without_scripts(looking, small_house):
    plain = looking("on-plain", width=WIDTHS["phone"], scripts=False)
    eyes = looking("on-plain-seen", width=WIDTHS["phone"])
    with plain as looker, eyes as seen:
        page = looker.page
        sign_in(page)
        sign_in(seen.page)
        write(page, "minutes")
        page.click(NEXT)
        seen.open(page.url.removesuffix("/recipients"), name="form")
        write_recipient(page)
        seen.open(page.url, name="recipients")
        page.click(NEXT)
        seen.open(page.url, name="check")
        approve(page)
        small_house.work()
        page.reload()
        expect_settled(page)
        seen.open(page.url, name="record")

    assert len(small_house.mails()) == 1


def test_what_failed_shuts_nobody_out(looking, failed):
    with looking("on-failed") as looker:
        page = looker.page
        sign_in(page, at=failed)
        expect(page.locator("#deliveries")).to_contain_text("Misslyckades")
        looker.look("record")
        page.locator("#deliveries input[type=email]").fill("ingen adress")
        page.get_by_role("button", name="Spara och skicka igen").click()
        expect(page).to_have_title(re.compile("^Fel: "))
        looker.look("record-wrong-address")
        looker.open("/operations", name="operations")
        page.locator("a[href^='/operations/jobs/']").click()
        expect(page.locator("h1")).to_have_text("Ett mejl kunde inte skickas")
        looker.look("job")


def test_the_register_shuts_nobody_out(looking):
    with looking("on-register") as looker:
        page = looker.page
        sign_in(page, at="/register")
        page.locator("a[href^='/register/groups/']:not([href$=new])").first.click()
        expect(page.get_by_role("heading", name="Medlemmar")).to_be_visible()
        looker.look("group")
        page.locator("main a[href^='/register/people/']").first.click()
        expect(page.locator("form[action^='/register/people/']")).to_be_visible()
        looker.look("person")


def test_a_file_with_a_bad_row_shuts_nobody_out(looking):
    with looking("on-import") as looker:
        page = looker.page
        sign_in(page)
        page.goto("/register/import")
        content = (FILE + GOOD + BAD).encode()
        file = {"name": "people.csv", "mimeType": "text/csv", "buffer": content}
        page.set_input_files("#file", file)
        page.get_by_role("button", name="Titta på filen").click()
        expect(page.get_by_text("Rad 3, kolumn email")).to_be_visible()
        looker.look("preview")


def taken_home(page: Page, link: Locator) -> bytes:
    """Press a link to a file and return what the browser saved."""
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()
