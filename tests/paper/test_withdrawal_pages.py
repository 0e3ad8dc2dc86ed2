"""Staff print the sheet, read what comes back, and write it down, page by page."""

import pytest

from service.actions.paper import withdrawal_sheet
from service.core.consent import Cell, Information
from service.web import create_app
from tests.consent.asking import KARIM, SARA, answer, answers, asked, case_of
from tests.consent.desk import YES, one, person
from tests.consent.reading import asked_today, guardian, say
from tests.links import clock
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


def test_no_page_says_that_something_applies_while_it_waits(
    small_house, browser, alma, paper
):
    answer(small_house, alma, KARIM, *YES)

    for page in (f"/records/{alma}", "/consents"):
        assert ">Gäller</strong>" not in browser.open(page).html
        assert "Får inte delas nu" in browser.text
    assert "1 papper att läsa" in browser.open(f"/records/{alma}/hand-over").text


def test_who_decides_alone_and_has_sent_the_paper_reads_that_it_rests(small_house):
    record_id = asked_today(small_house, guardians=answers()["guardians"][:1])
    app = create_app(small_house.tools)
    sara = say(guardian(small_house, app, record_id, SARA), SARA, *YES)
    whose, staff = person(small_house, record_id).id, small_house.actor
    tools, now = small_house.tools, clock()
    _, sheet = withdrawal_sheet(tools, staff, record_id, whose, now=now)
    scanned(small_house, bound(pictures(sheet)[:1]))

    assert "Samtycket vilar." in sara.open("/c").text


def test_a_paper_that_takes_nothing_back_needs_a_word_about_it(
    small_house, browser, alma, paper
):
    page = f"{paper}/no-withdrawal"
    assert browser.open(page).send({"note": ""}, to=page).status == 422
    browser.send({"note": "Bladet är tomt"}, to=page)

    assert "tar inte tillbaka något" in browser.text
    assert not one(small_house, alma).has_withdrawal
    assert browser.open(page).path != page
