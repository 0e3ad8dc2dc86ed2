"""Staff print the sheet, read what comes back, and write it down, page by page."""

import pytest

from service.core.consent import Cell, Information
from service.web import create_app
from tests.consent.asking import SARA, answer, asked, case_of
from tests.consent.desk import YES, one, person
from tests.paper.piles import bound, pictures, scanned
from tests.web.browser import Browser


@pytest.fixture
def alma(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    return record_id


@pytest.fixture
def browser(small_house):
    return Browser(create_app(small_house.tools).test_client()).sign_in()


@pytest.fixture
def paper(small_house, browser, alma):
    """Print Sara's sheet, and scan it; return the address of all about her."""
    hers = f"/records/{alma}/people/{person(small_house, alma).id}"
    browser.open(f"/records/{alma}")
    sheet = browser.send(to=f"{hers}/sheet").page.data
    scanned(small_house, bound(pictures(sheet)[:1]))
    return hers


def test_a_part_is_written_down_with_its_paper_and_the_day_it_came(
    small_house, browser, alma, paper
):
    assert (
        "En återkallelse på papper har kommit" in browser.open(f"/records/{alma}").text
    )
    browser.open(f"{paper}/withdrawal")
    assert "Skannad återkallelse" in browser.text
    browser.send({"what": "some", "parties": ["1:schooling"]}, to=f"{paper}/withdrawal")

    given = one(small_house, alma).given
    taken = case_of(small_house, alma).model.cells - given.allowed
    assert taken == {Cell(0, Information.SCHOOLING)}
    assert (given.route, given.is_withdrawal) == ("paper", True)
    assert given.scan is not None
    assert given.day is not None


def test_a_paper_that_takes_nothing_back_needs_a_word_about_it(
    small_house, browser, alma, paper
):
    page = f"{paper}/no-withdrawal"
    assert browser.open(page).send({"note": ""}, to=page).status == 422
    browser.send({"note": "Bladet är tomt"}, to=page)

    assert "tar inte tillbaka något" in browser.text
    assert not one(small_house, alma).has_withdrawal
    assert browser.open(page).path != page
