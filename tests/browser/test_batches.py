"""A secretary's file of children, on a phone in the dark and on a wide screen."""

from playwright.sync_api import expect

from service.core.jobs import JobKind
from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in
from tests.consent.many import CHECKED, draft, file, row
from tests.consent.reading import a_last_day
from tests.jobs import rows

CONTENT = file(
    row(1, second="Karim Ek;karim.1@example.se;", language="arabiska"),
    row(2, second="Kim Ek;kim@example.se;ja"),
    row(3, second="Robin Ek;sara.3@example.se;"),
    f"Alma Åberg;igår;Sara Ek;inte.en.adress.utan.snabel-a;;;;;{CHECKED}",
    f"Bo Åberg;2014-05-17;Sara Ek;sara@example.se;klingonska;;;;{CHECKED}",
    row(1),
)


def test_a_file_of_children_shuts_nobody_out(small_house, looking):
    draft(small_house, valid_to=a_last_day())
    with looking("batches", *EVERYWHERE) as looker:
        page = looker.page
        sign_in(page)
        page.goto("/consents/batches")
        page.get_by_role("button", name="Titta på filen").click()
        looker.look("mistake")
        _read(looker)
        _release(looker)
        _follow(small_house, looker)


def _read(looker) -> None:
    told = {"name": "barn.csv", "mimeType": "text/csv", "buffer": CONTENT}
    looker.page.set_input_files("#file", told)
    looker.page.click("main form[enctype] button[type=submit]")
    looker.look("file")


def _release(looker) -> None:
    page = looker.page
    page.get_by_role("button", name="Se vad som skulle skickas").click()
    page.fill("#typed", "30")
    page.click("main form button[type=submit]")
    looker.look("dry-run")
    page.fill("#typed", "3")
    page.fill("#per_hour", "60")
    page.click("main form button[type=submit]")
    looker.look("released")


def _follow(house, looker) -> None:
    page = looker.page
    rows.make_everything_due(house)
    house.work(JobKind.BATCH)
    expect(page.get_by_text("1 av 3 tillfrågade")).to_be_visible()
    page.click("form[action$=pause] button")
    looker.look("paused")
    page.click("form[action$=resume] button")
    page.click("a[href$=stop]")
    looker.look("stop")
    page.click("form[action$=stop] button")
    looker.look("stopped")
    page.goto("/consents/batches")
    looker.look("list")
