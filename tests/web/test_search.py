"""The search as a person meets it; what they look for never stands in an address."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from service.core.search import PAGE
from service.limits import RULES, Limit
from tests.house import NOW
from tests.search.looking_for import written
from tests.web.browser import Browser


@pytest.fixture
def seeking(browser):
    """Return a function that searches by the box in the masthead."""
    return lambda words: browser.open("/").send({"words": words}, to="/search")


def address(browser) -> str:
    return browser.page.request.full_path


def test_a_search_from_any_page_finds_and_marks_the_words(
    small_house, browser, seeking
):
    record = written(small_house, title="Mötet om <b>närvaro</b>")

    seeking("möten")

    assert browser.path == "/search"
    assert f'href="/records/{record}"' in browser.html
    assert "<mark>Mötet</mark> om &lt;b&gt;närvaro" in browser.html
    assert "1 handling hittades" in browser.text
    assert 'value="möten"' in browser.html


def test_the_address_holds_no_word_and_can_be_opened_again(
    small_house, browser, seeking
):
    written(small_house, title="Kanariefågel")
    found = address(seeking("kanariefågel"))

    assert set(parse_qs(urlsplit(found).query)) == {"sought"}
    assert "kanarie" not in found.casefold()
    assert "1 handling hittades" in browser.open(found).text
    assert address(seeking("kanariefågel")) != found


@pytest.mark.parametrize(
    "spoil", [lambda token: token[:-2], lambda token: "x", str.swapcase]
)
def test_an_address_that_was_changed_leads_to_a_new_search(browser, seeking, spoil):
    token = parse_qs(urlsplit(address(seeking("ida"))).query)["sought"][0]

    browser.open(f"/search?sought={spoil(token)}")

    assert (browser.status, "Sök igen" in browser.text) == (200, True)


def test_an_address_is_good_for_a_day(browser, seeking, monkeypatch):
    monkeypatch.setattr("service.web.sealing.GOOD_FOR", timedelta(seconds=-1))

    assert "Sök igen" in seeking("ida").text


def test_an_address_is_good_for_its_own_page_alone(browser):
    browser.open("/register/people").send({"search": "broman"})

    assert "Sök igen" in browser.open(f"/search?{address(browser).split('?')[1]}").text


@pytest.mark.parametrize("place", ["/search", "/register/people"])
def test_whoever_searches_without_end_is_asked_to_wait(small_house, browser, place):
    browser.open(place)
    for _ in range(RULES[Limit.SEARCH].one.amount):
        small_house.tools.limits.take(Limit.SEARCH, small_house.actor.label)

    assert browser.send({"words": "ida", "search": "ida"}).status == 429


def test_a_search_is_of_use_to_nobody_else(app, seeking):
    found = address(seeking("ida"))

    other = Browser(app.test_client()).sign_in("Maja Lind").open(found)

    assert "Sök igen" in other.text


def test_filters_narrow_and_stay_in_the_form(small_house, browser):
    written(small_house, title="Ett protokoll")
    notes = written(small_house, "notes")

    browser.open("/search").send({"kind": "notes", "since": "2 mars 2026"})

    assert f"/records/{notes}" in browser.html
    assert "1 handling hittades" in browser.text
    assert '<option value="notes" selected>' in browser.html
    assert re.search(r"<details[^>]* open>", browser.html)


def test_a_day_that_is_none_is_told_at_its_field(browser):
    browser.open("/search").send({"words": "plan", "since": "2020-02-30"})

    assert browser.status == 422
    assert list(browser.problems) == ["since"]
    assert 'value="plan"' in browser.html
    assert "Fel:" in browser.html


def test_nothing_found_says_what_to_try(browser, seeking):
    seeking("finnsinte")

    assert "Inga handlingar hittades" in browser.text
    assert "Skriv färre ord" in browser.text


def test_people_are_found_with_title_organisation_and_groups(browser, seeking):
    seeking("lundkvist märtha")

    assert "1 person hittades" in browser.text
    assert "Verksamhetschef · Hälso- och sjukvård · Styrgrupp" in browser.text


def test_more_people_than_fit_are_shown_in_the_register(small_house, browser, seeking):
    seeking("e")

    [link] = re.findall(r'href="(/register/people[?][^"]+)"', browser.html)
    browser.open(link)

    assert browser.path == "/register/people"
    assert 'value="e"' in browser.html


def test_results_come_a_page_at_a_time(small_house, browser, seeking):
    for number in range(PAGE + 1):
        written(small_house, title=f"Blad {number}", now=NOW + timedelta(number))

    found = address(seeking("blad"))

    assert "Sida 1 av 2" in browser.text
    assert "Blad 0" in browser.open(f"{found}&page=2").text.replace("<mark>", "")
    assert browser.open(f"{found}&page=3").status == 404
    assert browser.open(f"{found}&page=x").status == 404


def test_who_may_read_no_record_is_offered_no_search(app):
    auditor = Browser(app.test_client()).sign_in("Eva Dahl").open("/account")

    assert 'action="/search"' not in auditor.html
    assert auditor.open("/search").status == 403


def test_a_search_outlives_its_session(small_house, browser):
    written(small_house, title="Kanariefågel")
    browser.open("/search")
    browser.client.delete_cookie("session")

    browser.send({"words": "kanariefågel"}).come_back()

    assert "1 handling hittades" in browser.text


def test_whom_one_looks_for_in_the_register_stands_in_no_address(browser):
    browser.open("/register/people").send({"search": "broman"})

    assert "Ida Broman" in browser.text
    assert "broman" not in address(browser).casefold()
    assert 'value="broman"' in browser.html
    assert "Märtha Lundkvist" in browser.open("/register/people?search=broman").text
