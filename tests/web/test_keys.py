"""Keys for programs: shown once, listed by name, useless when revoked."""

import re

import pytest

from service.actions.access import find_api_key, list_api_keys
from service.core.errors import NotFound
from tests.house import NOW
from tests.web.browser import form_on

HERE = "/administration/keys"
KEY = re.compile(r'id="new-key">([^<]+)<')


def make(browser, name="Ärendesystemet", scopes="records:read"):
    wish = {"name": name, "scopes": scopes}
    return browser.open(HERE).send(wish, to=HERE)


def test_a_key_opens_the_api_and_is_shown_only_once(small_house, browser):
    key = KEY.search(make(browser).html)[1]

    assert find_api_key(small_house.tools, key, now=NOW).name == "Ärendesystemet"
    assert key not in browser.open(HERE).html
    assert "Ärendesystemet" in browser.text


def test_a_key_needs_a_name_and_a_purpose(small_house, browser):
    make(browser, name=" ")
    assert (browser.status, list(browser.problems)) == (422, ["name"])
    assert form_on(browser.html, HERE).fields["scopes"] == ["records:read"]

    make(browser, scopes=None)
    assert (browser.status, list(browser.problems)) == (422, ["scopes"])
    assert form_on(browser.html, HERE).fields["name"] == ["Ärendesystemet"]
    assert not list_api_keys(small_house.tools, small_house.actor)


def test_the_list_says_what_each_key_may_do(browser):
    make(browser, scopes="records:read")

    assert "Läsa handlingar" in browser.text


def test_a_revoked_key_opens_nothing(small_house, browser):
    key = KEY.search(make(browser).html)[1]
    [made] = list_api_keys(small_house.tools, small_house.actor)

    browser.send(to=f"{HERE}/{made.id}/revoke")

    assert "Spärrad" in browser.text
    with pytest.raises(NotFound):
        find_api_key(small_house.tools, key, now=NOW)


def test_the_account_page_says_who_one_is_and_leads_out(browser):
    browser.open("/account")
    assert "Ida Broman" in browser.text
    assert "Processledare" in browser.text

    browser.send(to="/sign-out")
    assert browser.open("/account").status == 401
