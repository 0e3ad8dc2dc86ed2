"""A recipient's link: looking changes nothing, a code opens, bad links look alike."""

import re
from dataclasses import replace

import pytest

from service.core.codes import TRIES
from service.limits import open_limits
from service.store.tables.access import CodeRow
from service.web import create_app
from tests import links
from tests.jobs import rows
from tests.links import clock, other_than
from tests.web.browser import Browser, form_on

NO_REDIS = "redis://127.0.0.1:9/0"
CODE = re.compile(r"\b(\d{3} \d{3})\b")


@pytest.fixture
def link(small_house) -> str:
    """Return the path of the link to an internal record."""
    return f"/l/{links.sent(small_house, now=clock())}"


@pytest.fixture
def open_link(small_house) -> str:
    """Return the path of the link to an open record."""
    return f"/l/{links.sent(small_house, 'open', now=clock())}"


@pytest.fixture
def other(app) -> Browser:
    """Somebody else's browser."""
    return Browser(app.test_client())


def test_looking_many_times_opens_nothing(small_house, stranger, link, open_link):
    for path in (link, open_link):
        for _ in range(50):
            assert stranger.open(path).status == 200
            assert stranger.client.head(path).status_code == 200

    assert "Styrgrupp" not in stranger.text
    assert opened(small_house) == [None, None]
    assert rows.rows(small_house, CodeRow) == []


def test_the_button_opens_an_open_record(small_house, stranger, open_link):
    stranger.open(open_link).send(to=open_link)

    assert stranger.path == open_link
    assert "Styrgrupp" in stranger.text
    assert opened(small_house) != [None]
    assert stranger.open(f"{open_link}/files/pdf").page.data.startswith(b"%PDF-")


def test_opening_twice_is_opening_once(small_house, stranger, open_link):
    pressed = form_on(stranger.open(open_link).html).fields

    moments = [
        (stranger.client.post(open_link, data=pressed), opened(small_house))[1]
        for _ in "12"
    ]

    assert moments[0] == moments[1] != [None]


def test_a_code_from_the_mail_opens_an_internal_record(small_house, stranger, link):
    ask(stranger, link)
    assert "Styrgrupp" not in stranger.text

    stranger.send({"code": mailed_code(small_house)}, to=f"{link}/code")

    assert stranger.path == link
    assert "Styrgrupp" in stranger.text
    assert stranger.open(f"{link}/files/pdf").page.data.startswith(b"%PDF-")
    assert opened(small_house) != [None]


def test_a_press_on_an_internal_record_asks_for_the_code(small_house, stranger, link):
    stranger.open(link).post(link, {})

    assert stranger.page.headers["Location"] == link
    assert opened(small_house) == [None]


def test_a_scanner_that_presses_every_button_opens_nothing(small_house, stranger, link):
    """L3: it fills in what the page fills in, which is nothing."""
    for _ in range(3):
        for form in [form_on(stranger.open(link).html), *forms_of_code_page(stranger)]:
            stranger.client.post(form.action, data=form.fields)

    assert opened(small_house) == [None]
    assert len(rows.rows(small_house, CodeRow)) == 1


def test_an_empty_code_is_told_at_its_field(stranger, link):
    ask(stranger, link).send(to=f"{link}/code")

    assert stranger.status == 422
    assert stranger.problems == {"code": "Skriv kodens sex siffror."}
    assert 'autocomplete="one-time-code"' in stranger.html
    assert 'inputmode="numeric"' in stranger.html


def test_wrong_codes_are_told_alike_and_then_locked(small_house, stranger, link):
    wrong = other_than(code_for(small_house, stranger, link))
    pages = {page_after(stranger, link, wrong, status=422) for _ in range(TRIES - 1)}

    stranger.send({"code": wrong}, to=f"{link}/code")

    assert len(pages) == 1
    assert stranger.status == 429
    assert int(stranger.page.headers["Retry-After"]) > 800
    assert "för många försök" in stranger.problems["code"]


def test_while_it_is_locked_no_code_is_sent(small_house, stranger, link):
    wrong = other_than(code_for(small_house, stranger, link))
    for _ in range(TRIES):
        stranger.send({"code": wrong}, to=f"{link}/code")

    stranger.open(link).send()

    assert stranger.status == 429
    assert "för många försök" in stranger.problems["send"]


def test_codes_are_not_sent_without_end(small_house, stranger, link):
    for _ in range(5):
        ask(stranger, link)

    assert ask(stranger, link).status == 429
    assert "Vänta till" in stranger.text
    assert opened(small_house) == [None]


def test_the_code_page_is_for_the_browser_that_asked(stranger, other, link):
    ask(stranger, link)

    assert other.open(f"{link}/code").path == link


def test_the_token_of_one_with_the_cookie_of_another_is_not_found(
    small_house, stranger, other, link
):
    """L7: a stolen code is of no use in the thief's own browser."""
    second = f"/l/{links.sent(small_house, now=clock())}"
    code = code_for(small_house, stranger, link)
    ask(other, second).post(f"{link}/code", {"code": code})

    assert other.status == 404
    assert opened(small_house) == [None, None]


def test_a_spent_code_opens_nothing_in_another_browser(
    small_house, stranger, other, link
):
    code = code_for(small_house, stranger, link)
    stranger.send({"code": code}, to=f"{link}/code")

    ask(other, link).send({"code": code}, to=f"{link}/code")

    assert other.status == 422
    assert "Styrgrupp" not in other.text


def test_without_redis_no_code_is_sent_and_none_is_tried(small_house, link):
    """The limits of codes fail closed; what is only read goes on."""
    limits = open_limits(replace(small_house.settings, redis_url=NO_REDIS))
    app = create_app(replace(small_house.tools, limits=limits))
    reader = Browser(app.test_client())

    assert ask(reader, link).status == 503
    assert reader.open(link).post(f"{link}/code", {"code": "1"}).status == 503
    assert rows.rows(small_house, CodeRow) == []


def test_files_need_the_deliberate_act(stranger, link, open_link):
    for path, button in ((link, "Skicka en kod"), (open_link, "Öppna dokumentet")):
        assert button in stranger.open(f"{path}/files/pdf").text


def test_a_press_without_our_token_does_nothing(small_house, stranger, link):
    for path in (link, f"{link}/codes", f"{link}/code"):
        assert stranger.client.post(path, data={"code": "123456"}).status_code == 400

    assert rows.rows(small_house, CodeRow) == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_cannot_press_for_the_reader(stranger, link, site):
    stranger.open(link)
    stranger.headers["Sec-Fetch-Site"] = site

    assert stranger.send().status == 403


def ask(browser, link):
    """Press the button that sends a code."""
    return browser.open(link).send(to=f"{link}/codes")


def mailed_code(house):
    house.work()
    return CODE.search(house.mails()[-1].get_body(("plain",)).get_content())[1]


def code_for(house, browser, link):
    ask(browser, link)
    return mailed_code(house).replace(" ", "")


def page_after(browser, link, code, *, status):
    browser.send({"code": code}, to=f"{link}/code")
    assert browser.status == status
    return re.sub(r'name="csrf_token" value="[^"]+"', "", browser.html)


def forms_of_code_page(browser):
    """Return the forms that follow on the first: the code's, and that of a new one."""
    html = browser.send().html
    return [form_on(html, action) for action in re.findall(r'action="([^"]+)"', html)]


def opened(house):
    return [delivery.opened_at for delivery in rows.deliveries(house)]
