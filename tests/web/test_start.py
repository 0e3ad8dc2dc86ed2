"""The start page says first what needs somebody, and what to do about it."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from service.core.actor import SYSTEM
from service.core.jobs import JobKind, JobState
from service.store.tables.jobs import JobRow
from service.web.start import greeting

REFUSED = {"state": JobState.DEAD, "death": "permanent", "last_code": "recipient_550"}


@pytest.fixture
def failed(small_house):
    """A record whose one mail was refused by the recipient's server."""
    small_house.submit()
    small_house.work(JobKind.RENDER)
    with small_house.tools.begin(SYSTEM) as work:
        work.session.execute(
            update(JobRow).where(JobRow.kind == JobKind.MAIL).values(**REFUSED)
        )


def test_nothing_waiting_is_said_too(browser):
    assert "Ingenting väntar på dig just nu." in browser.open("/").text


@pytest.mark.usefixtures("failed")
def test_a_mail_that_failed_comes_first_and_can_be_mended_there(browser, small_house):
    browser.open("/")
    assert "1 mejl kom inte fram och behöver dig i dag." in browser.text

    action = re.search(r'action="([^"]+/resend)"', browser.html)[1]
    browser.send({"email": "ida.broman@example.se"}, to=action)
    small_house.work()
    assert [mail["To"] for mail in small_house.mails()] == [
        "Ida Broman <ida.broman@example.se>"
    ]


def test_records_under_way_and_done_are_told_apart(browser, small_house):
    small_house.submit()
    assert "1 handling är på väg." in browser.open("/").text

    small_house.work()
    assert "Skickat till 1" in browser.open("/").text


@pytest.mark.parametrize(
    ("hour", "said"),
    [(2, "Good evening"), (3, "Good morning"), (8, "Good day"), (16, "Good evening")],
)
def test_the_greeting_goes_by_stockholms_clock(small_house, hour, said):
    """In summer Stockholm is two hours ahead of UTC."""
    moment = datetime(2026, 6, 17, hour, 30, tzinfo=UTC)
    english = small_house.tools.speak("en")

    assert greeting(small_house.actor, english, moment) == f"{said}, Ida"
