"""A session belongs to one browser, and ends where somebody ends it (L8)."""

import re

import pytest

from service.actions.accounts import disable_account
from service.web import create_app
from tests.house import NOW, open_house
from tests.web.browser import Browser, form_on

SECURE = "https://h.example.se"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"


def token_of(browser: Browser) -> str:
    return browser.client.get_cookie("session").value


def holding(app, token: str) -> Browser:
    """Return another browser with a copy of somebody's cookie."""
    other = Browser(app.test_client())
    other.client.set_cookie("session", token)
    return other


def test_a_cookie_from_before_the_sign_in_opens_nothing_after_it(app, stranger):
    """Session fixation: the attacker's cookie stays a stranger's."""
    stranger.client.set_cookie("session", "chosen-by-the-attacker")
    stranger.sign_in()

    assert token_of(stranger) != "chosen-by-the-attacker"
    assert holding(app, "chosen-by-the-attacker").open("/").status == 401


def test_each_sign_in_has_a_token_of_its_own(app, browser):
    first = token_of(browser)
    browser.sign_in("Maja Lind")

    assert token_of(browser) != first
    assert holding(app, first).open("/").status == 401


def test_a_copied_cookie_is_worthless_after_signing_out(app, browser):
    copy = holding(app, token_of(browser))
    assert copy.open("/account").status == 200
    browser.open("/account").send(to="/sign-out")

    assert copy.open("/account").status == 401
    assert copy.client.get("/records").status_code == 401


def test_signing_out_takes_both_cookies_along(browser):
    browser.open("/account")
    answer = browser.client.post(
        "/sign-out", data=form_on(browser.html, "/sign-out").fields
    )

    assert answer.headers["Location"] == "/signed-out"
    assert browser.client.get_cookie("session") is None
    assert browser.client.get_cookie("memory") is None


def test_a_disabled_user_is_out_at_the_next_page(small_house, stranger):
    stranger.sign_in("Maja Lind")
    maja = small_house.actor_of("maja.lind")
    disable_account(small_house.tools, small_house.actor, maja.account_id, now=NOW)

    assert stranger.open("/account").status == 401


def test_one_sees_where_one_is_signed_in(app, browser):
    other = Browser(app.test_client(), headers={"User-Agent": FIREFOX})
    other.open("/sign-in")
    other.sign_in()

    page = browser.open("/account")
    assert "Firefox, Windows" in page.text
    assert "Sekreterare eller processledare" in page.text
    assert "127.0.0.1" not in page.html


def test_all_other_browsers_are_signed_out_by_one_button(app, browser):
    others = [Browser(app.test_client()).sign_in() for _ in range(2)]
    page = browser.open("/account").send(to="/account/sessions/end-others")

    assert "Alla andra webbläsare är utloggade" in page.text
    assert [other.open("/account").status for other in others] == [401, 401]
    assert "Logga ut alla utom den här" not in browser.open("/account").text


def test_one_browser_is_signed_out_by_its_own_button(app, browser):
    other = Browser(app.test_client()).sign_in()
    browser.open("/account")
    browser.send(to=re.search('action="([^"]+/end)"', browser.html)[1])

    assert other.open("/account").status == 401
    assert browser.open("/account").status == 200


@pytest.mark.parametrize("which", ["00000000-0000-4000-8000-000000000000", "x"])
def test_a_session_that_is_not_ones_own_cannot_be_ended(browser, which):
    browser.open("/account").post(f"/account/sessions/{which}/end", {})

    assert browser.status == 404


def test_the_cookie_says_nothing_and_no_script_reads_it(stranger):
    stranger.open("/sign-in")
    people = form_on(stranger.html).fields
    answer = stranger.client.post("/sign-in", data=people)
    cookie = _set_cookie(answer, "session")

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie
    assert len(token_of(stranger)) == 43


def test_over_tls_the_cookie_is_bound_to_the_host(sqlite, services, tmp_path):
    with open_house(sqlite, services, tmp_path, BASE_URL=SECURE) as house:
        client = create_app(house.tools).test_client()
        page = client.get("/sign-in", base_url=SECURE).text
        answer = client.post(
            "/sign-in",
            base_url=SECURE,
            data=form_on(page).fields,
            headers={"Referer": f"{SECURE}/sign-in"},
        )

    session = _set_cookie(answer, "__Host-session")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(session.split("; "))


def _set_cookie(answer, name: str) -> str:
    cookies = answer.headers.getlist("Set-Cookie")
    return next(one for one in cookies if one.startswith(f"{name}="))
