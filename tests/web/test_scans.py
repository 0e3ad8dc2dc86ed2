"""The pages of scanned forms: handed in, followed, settled, without scripts."""

import re
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from service.core.jobs import JobKind
from tests.consent.asking import asked
from tests.paper.piles import blank, bound, filed, form_of, guardians, pictures
from tests.web.browser import Browser, form_on

HERE = "/scans"


def drop(browser, *files):
    browser.open(HERE)
    token = form_on(browser.html, HERE).fields["csrf_token"]
    sent = [FileStorage(BytesIO(content), name) for name, content in files]
    boundary, body = encode_multipart({"csrf_token": token, "files": sent})
    browser.page = browser.client.post(
        HERE,
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        follow_redirects=True,
    )
    return browser


@pytest.fixture
def sorted_pile(small_house, browser):
    """A pile of a form of Alma's and a page that cannot be read; and her consent."""
    alma = asked(small_house)
    form = pictures(form_of(small_house, alma))[0]
    drop(browser, ("hög.pdf", bound([form, blank()])))
    assert "0 av 1 fil läst" in browser.text
    small_house.work(JobKind.SCAN)
    return alma, browser.open(browser.path)


def test_a_pile_is_followed_to_where_its_pages_went(sorted_pile):
    alma, browser = sorted_pile

    assert "1 av 2 sidor är inlagda. 1 sida väntar på dig" in browser.text
    assert f'href="/records/{alma}"' in browser.html
    assert "1 sida väntar på dig" in browser.open(HERE).text


def test_the_picture_of_a_page_that_waits_is_shown_and_no_other(sorted_pile):
    _, browser = sorted_pile
    here = browser.path

    [picture] = set(re.findall(r'src="([^"]+/pages/\d+)"', browser.html))
    assert browser.client.get(picture).mimetype == "image/jpeg"
    assert browser.client.get(f"{here}/pages/1").status_code == 409


def test_a_page_is_placed_by_the_code_that_somebody_reads(sorted_pile, small_house):
    alma, browser = sorted_pile
    code = guardians(small_house, alma)[1].paper_code

    browser.send({"pages": "2", "code": code}, to=f"{browser.path}/place")

    assert "Sidorna är inlagda." in browser.text
    assert len(filed(small_house, alma)[0]) == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "A7K2M-9QXD3-X", "pages": "2"}, "code"),
        ({"pages": "2"}, "code"),
        ({"code": "A7K2M-9QXD3-4", "pages": None}, "pages"),
        ({"whose": "x", "pages": "2"}, "whose"),
        ({"whose": "00000000-0000-0000-0000-000000000000", "pages": "2"}, "whose"),
    ],
)
def test_what_does_not_place_a_page_is_said_at_its_field(sorted_pile, given, field):
    _, browser = sorted_pile

    browser.send(given, to=f"{browser.path}/place")

    assert browser.status == 422
    assert list(browser.problems) == [field]
    assert given.get("code", "") in browser.html


def test_a_page_is_thrown_away_only_with_a_reason(sorted_pile):
    _, browser = sorted_pile
    here = browser.path

    browser.post(f"{here}/discard", {"pages": "2"})
    assert (browser.status, list(browser.problems)) == (422, ["reason"])
    browser.open(here).post(f"{here}/discard", {"pages": "2", "reason": "blank"})
    assert "Sidorna är kastade." in browser.open(here).text
    assert "väntar på dig" not in browser.text


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), "Välj minst en fil."),
        ((("sida.html", b"<html>"),), "sida.html: Filen är varken PDF, JPEG eller PNG"),
        ((("tom.pdf", b""),), "Filen är tom."),
    ],
)
def test_what_is_no_scan_is_refused_at_once(browser, files, said):
    drop(browser, *files)

    assert browser.status == 422
    assert said in browser.text
    assert "Allt du har skrivit" not in browser.text


def test_one_wrong_file_does_not_throw_the_others_away(small_house, browser):
    alma = asked(small_house)
    form = bound(pictures(form_of(small_house, alma))[:1])

    drop(browser, ("hög.pdf", form), ("sida.html", b"<html>"))
    assert "sida.html : Filen är varken PDF" in browser.text
    small_house.work(JobKind.SCAN)

    assert "1 av 1 sida är inlagd." in browser.open(browser.path).text
    assert len(filed(small_house, alma)[0]) == 1


def test_whose_form_it_is_is_looked_for_by_name_and_not_in_the_address(sorted_pile):
    _, browser = sorted_pile
    here = browser.path

    browser.post(f"{here}/find", {"find": "haddad", "pages": "2"})
    assert (browser.status, "2 personer hittades." in browser.text) == (200, True)
    assert 'value="2" aria-describedby="page-2-hint" checked' in browser.html
    browser.open(here).post(f"{here}/find", {"find": "nobody"})

    assert "Ingen hittades." in browser.text


def test_a_pile_may_be_longer_than_other_forms_but_not_without_end(browser):
    long, too_long = bytes(16 << 20), bytes(52 << 20)

    assert drop(browser, ("a.pdf", b"%PDF-" + long)).status == 200
    assert drop(browser, ("a.pdf", b"%PDF-" + too_long)).status == 413


def test_who_may_not_write_records_hands_nothing_in(app, small_house):
    reader = Browser(app.test_client()).sign_in("Lena Frost")

    assert reader.open(HERE).status == 403


def test_a_pile_waits_on_the_start_page_and_is_thrown_away_after_a_question(
    sorted_pile,
):
    _, browser = sorted_pile
    here = browser.path
    assert "1 hög inskannade blanketter väntar på dig." in browser.open("/").text
    assert f'href="{here}"' in browser.html
    assert "Raderas " in browser.text

    browser.open(f"{here}/throw-away")
    assert "ligger kvar där" in browser.text
    browser.send(to=f"{here}/throw-away")

    assert "1 sida kastades med högen." in browser.text
    assert "inskannade blanketter väntar" not in browser.open("/").text
    assert browser.open(f"{here}/throw-away").path == here
