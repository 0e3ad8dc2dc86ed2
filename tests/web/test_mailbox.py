"""The embedded mode's mailbox: mails to read, to take apart, and to keep shut in."""

import dataclasses

import pytest

from service.settings import Mode
from service.web import create_app
from service.web.letter import read_letter
from tests.web.browser import Browser


@pytest.fixture
def mail(small_house, browser) -> str:
    """Return the address of a mail's page."""
    small_house.submit()
    small_house.work()
    [name] = [file.name for file in (small_house.settings.var / "mail").glob("*.eml")]
    return f"/dev/mail/{name}"


def test_a_mail_is_listed_and_read_as_text(small_house, browser, mail):
    assert mail in browser.open("/dev/mail").html

    said = browser.open(mail).text

    assert "Ida Broman" in said
    assert str(small_house.mails()[0]["Message-ID"]) in said


def test_its_html_is_shut_in(browser, mail):
    answer = browser.open(f"{mail}/html").page

    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert "Ida Broman" in answer.text


def test_its_attachments_and_the_whole_mail_are_for_saving(browser, mail):
    pdf = browser.open(f"{mail}/attachments/0").page
    raw = browser.open(f"{mail}/raw").page

    assert pdf.data.startswith(b"%PDF-")
    assert raw.headers["Content-Disposition"].startswith("attachment")
    assert b"Message-ID:" in raw.data


@pytest.mark.parametrize("path", ["nothing.eml", "..%2Fsecret", "x/attachments/0"])
def test_what_is_no_mail_is_not_found(browser, path):
    assert browser.open(f"/dev/mail/{path}").status == 404


def test_an_attachment_that_is_not_there_is_not_found(browser, mail):
    assert browser.open(f"{mail}/attachments/9").status == 404


def test_there_is_no_mailbox_in_production(small_house):
    settings = dataclasses.replace(small_house.settings, mode=Mode.PRODUCTION)
    tools = dataclasses.replace(small_house.tools, settings=settings)
    stranger = Browser(create_app(tools).test_client())

    assert stranger.open("/dev/mail").status == 404


def test_pictures_of_a_mail_travel_inside_its_html():
    letter = read_letter(
        b"Content-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<img src='cid:mark'>\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <mark>\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBO\r\n--b--\r\n"
    )

    assert "src='data:image/png;base64,iVBO'" in letter.html
