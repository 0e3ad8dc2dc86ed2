"""Text that no document can hold (rows T1 to T20) is told at its field."""

import pytest

from service.web import create_app
from tests.web.answers import filled
from tests.web.browser import Browser, form_on

BAD = {
    "T1": "a\x00b",
    "T3": "a\x07b",
    "T4": "a\u202eb",
    "T5": "\u200b\u3164",
    "T8": "a" + "\u0301" * 200,
    "T10": "x" * 201,
    "T20": "a\r\nb",
    "S2": "=?UTF-8?Q?=0ABcc:_e=40example.se?=",
    "no font": "a\U000104b0",
}


@pytest.fixture
def browser(house) -> Browser:
    return Browser(create_app(house.tools).test_client()).sign_in()


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_text_is_told_at_its_field_and_the_rest_is_kept(browser, text):
    browser.open("/new/minutes").send(filled(place=text))

    assert browser.status == 422
    assert browser.problems.keys() == {"place"}
    assert form_on(browser.html).fields["secretary"] == ["Ida Broman"]


GOOD = {
    "T6": "  två  ord ",
    "T9": "محمد Ærøskøbing O'Brien ß",
    "T11": "Müller & Söhne <b>x</b>",
    "T18": "' OR 1=1-- % _",
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_unusual_text_is_welcome(browser, text):
    browser.open("/new/minutes").send(filled(place=text))

    assert browser.path.endswith("/recipients")
