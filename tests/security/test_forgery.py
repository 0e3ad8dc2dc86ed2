"""No other site can act for somebody who is signed in (rows L10 and L11, ASVS 3.5)."""

import pytest

from service.web import create_app
from tests.house import open_house
from tests.web.browser import Browser, form_on

ENCTYPES = {
    "a form": "application/x-www-form-urlencoded",
    "a file's form": "multipart/form-data",
    "plain text": "text/plain",
    "json": "application/json",
}
# What a browser tells when a form of another page posts to ours.
ELSEWHERE = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "a sub-domain": {"Sec-Fetch-Site": "same-site", "Origin": "https://a.localhost"},
    "a frame without an origin": {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    "an old browser, another site": {"Origin": "https://evil.example"},
    "an old browser, a sub-domain": {"Origin": "http://a.localhost"},
    "an old browser, no origin": {"Origin": "null"},
    "an old browser, our name by another port": {"Origin": "http://localhost:81"},
}
OURS = {
    "our page": {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    "our page without a referrer": {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    "our page in an old browser": {"Origin": "http://localhost"},
    "a browser that tells nothing": {},
}


@pytest.fixture
def browser(small_house) -> Browser:
    return Browser(create_app(small_house.tools).test_client()).sign_in()


def test_another_page_cannot_post_whatever_it_posts(browser):
    """Not even with the right token, which it cannot have."""
    form = form_on(browser.open("/new/notes").html).fields
    taken = [
        (where, what)
        for where, told in ELSEWHERE.items()
        for what, enctype in ENCTYPES.items()
        if posted(browser, form, enctype, told).status_code != 403
    ]

    assert taken == []


def test_our_own_page_can(browser):
    for told in OURS.values():
        browser.open("/new/notes").headers = told

        assert browser.send({"group": "Temagruppen", "do": "later"}).status == 200


def test_nothing_is_taken_without_our_token(browser):
    for token in ({}, {"csrf_token": "x"}):
        answer = browser.client.post("/new/notes", data={"group": "Kapad", **token})

        assert answer.status_code == 400


def test_a_token_of_somebody_else_is_of_no_use(browser, small_house):
    other = Browser(create_app(small_house.tools).test_client()).sign_in("Alex Winter")
    theirs = form_on(other.open("/new/notes").html).fields["csrf_token"]
    answer = browser.client.post("/new/notes", data={"csrf_token": theirs})

    assert answer.status_code == 400


def test_a_token_comes_to_an_end_with_its_session(browser):
    form = form_on(browser.open("/new/notes").html)
    browser.post("/sign-out", {})
    answer = browser.client.post("/new/notes", data=form.fields)

    assert answer.status_code == 401


def test_no_page_may_stand_in_a_frame(browser):
    for path in ("/", "/new/notes", "/l/x", "/no/such/page"):
        headers = browser.client.get(path).headers

        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_behind_a_proxy_our_own_address_is_ours(sqlite, services, tmp_path):
    """The proxy may tell us another host and scheme than people see."""
    with open_house(sqlite, services, tmp_path, BASE_URL="https://localhost") as house:
        client = create_app(house.tools).test_client()
        at = {"base_url": "http://localhost", "method": "POST"}
        ours, others = (
            client.open("/new/notes", headers={"Origin": origin}, **at).status_code
            for origin in ("https://localhost", "https://evil.example")
        )

    assert (ours, others) == (401, 403)


def posted(browser, form, enctype, told):
    is_form = enctype.endswith(("urlencoded", "form-data"))
    data = form if is_form else "group=Kapad"
    return browser.client.post(
        "/new/notes", data=data, content_type=enctype, headers=told
    )
