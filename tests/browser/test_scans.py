"""Scanned forms, seen by who sorts the post: on a screen and on a telephone."""

from service.core.jobs import JobKind
from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in
from tests.consent.asking import asked
from tests.paper.piles import blank, bound, form_of, pictures


def test_a_pile_is_sorted_and_the_rest_is_placed(looking, small_house):
    alma = asked(small_house)
    form = pictures(form_of(small_house, alma))[0]
    pile = {
        "name": "hög.pdf",
        "mimeType": "application/pdf",
        "buffer": bound([form, blank(), blank().rotate(90, expand=True)]),
    }
    torn = {"name": "trasig.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1"}
    with looking("scans", *EVERYWHERE) as looker:
        page = looker.page
        sign_in(page)
        looker.open("/scans", name="empty")
        page.set_input_files("#files", [pile, torn])
        page.get_by_role("button", name="Sortera högen").click()
        page.wait_for_url("**/scans/*-*")
        looker.look("reading")
        small_house.work(JobKind.SCAN)
        page.get_by_role("heading", name="Högen är sorterad").wait_for()
        looker.look("sorted")
        page.get_by_role("button", name="Lägg in de valda sidorna").click()
        looker.look("problem")
        page.get_by_label("Sida 2", exact=True).check()
        page.locator("#whose").select_option(index=1)
        page.get_by_role("button", name="Lägg in de valda sidorna").click()
        page.get_by_text("Sidorna är inlagda.").wait_for()
        looker.look("placed")
        looker.open("/scans", name="list")
        looker.open("/", name="start")
        page.goto("/scans")
        page.locator("main li a").first.click()
        page.get_by_role("link", name="Kasta hela högen").click()
        looker.look("throw")
