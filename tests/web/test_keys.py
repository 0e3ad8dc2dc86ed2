"""Keys for programs: shown once, listed by name, useless when revoked."""

import re

import pytest

from service.actions.access import find_api_key, list_api_keys
from service.core.errors import NotFound
from tests.house import NOW

KEY = re.compile(r'id="new-key">([^<]+)<')


def make(browser, name="Ärendesystemet"):
    return browser.open("/keys").send({"name": name}, to="/keys")


def test_a_key_opens_the_api_and_is_shown_only_once(small_house, browser):
    key = KEY.search(make(browser).html)[1]

    assert find_api_key(small_house.tools, key, now=NOW).name == "Ärendesystemet"
    assert key not in browser.open("/keys").html
    assert "Ärendesystemet" in browser.text


def test_a_key_needs_a_name(small_house, browser):
    make(browser, name=" ")

    assert browser.status == 422
    assert list(browser.problems) == ["name"]
    assert not list_api_keys(small_house.tools, small_house.actor)


def test_a_revoked_key_opens_nothing(small_house, browser):
    key = KEY.search(make(browser).html)[1]
    [made] = list_api_keys(small_house.tools, small_house.actor)

    browser.send(to=f"/keys/{made.id}/revoke")

    assert "Spärrad" in browser.text
    with pytest.raises(NotFound):
        find_api_key(small_house.tools, key, now=NOW)


def test_the_account_page_says_who_one_is_and_leads_out(browser):
    browser.open("/account")
    assert "Ida Broman" in browser.text
    assert "Processledare" in browser.text

    browser.send(to="/sign-out")
    assert browser.open("/account").status == 401
