"""What is tried in vain by a link changes nothing and leaves a line (L7, D11, D12)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from service.actions.consent.saying import Over
from service.core.consent import Happened
from service.core.day import home_day
from service.core.identity import birthday
from service.store.tables.audit import AuditEventRow
from service.store.tables.records import DeliveryRow
from tests.consent.asking import KARIM, SARA, answer, asked, case_of, token_of
from tests.consent.reading import asked_today, come_in, guardian, signed
from tests.consent.test_telling import YES, asked_anew, note
from tests.jobs import rows
from tests.links import clock, delivery_of
from tests.web.browser import Browser

TODAY = home_day(clock())


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


@pytest.fixture
def sara(small_house, app, consent):
    return guardian(small_house, app, consent, SARA).open("/c/answer")


@pytest.fixture
def hers(small_house, consent):
    return token_of(small_house, consent, SARA)


def test_an_answer_after_the_end_is_noted(small_house, consent, sara, hers):
    note(small_house, consent, Happened.ENDED)

    assert refused(small_house, consent, sara, hers) == (409, ["form too late"])


def test_an_answer_to_what_is_asked_anew_is_noted(small_house, consent, sara, hers):
    asked_anew(small_house, consent, purpose="Ett nytt syfte.")

    assert refused(small_house, consent, sara, hers) == (
        409,
        ["form of an older question"],
    )


def test_an_answer_by_a_link_that_died_meanwhile_is_noted(
    small_house, consent, sara, hers
):
    """As all links of guardians do on the child's 18th birthday (D4)."""
    change(small_house, DeliveryRow, link_revoked_at=clock())

    assert refused(small_house, consent, sara, hers) == (404, ["form of a dead link"])


def test_on_the_18th_birthday_itself_no_guardian_answers_any_more(small_house, consent):
    record_id = asked(small_house, child_identity="2008-06-01", valid_to="2027-06-30")
    late = {"now": clock().replace(year=2026, month=6, day=1, hour=6)}
    change(small_house, DeliveryRow, link_expires_at=late["now"] + timedelta(days=9))

    with pytest.raises(Over):
        answer(small_house, record_id, SARA, *YES, **late)
    assert birthday(TODAY.replace(2008, 6, 1), turns=18) == late["now"].date()


def test_the_link_of_one_with_the_cookie_of_the_other_is_noted(
    small_house, app, consent, sara
):
    """L7: the code opened the link of B in this browser; the token is A's."""
    his = token_of(small_house, consent, KARIM)
    reader = sara.client.get_cookie("reader").value
    thief = Browser(app.test_client()).open(f"/c/{his}")
    thief.client.set_cookie("reader", reader)

    thief.post("/c/answer", {"link": hidden(thief), **signed(KARIM, *YES)})

    assert (thief.status, thief.page.location) == (303, "/c")
    assert lines(small_house, his) == ["form of an unopened link"]
    assert answers(small_house, consent) == 0


def test_the_page_of_one_posted_where_the_other_came_in_is_noted(
    small_house, app, consent, sara
):
    """Two guardians at one computer: her page is still open, and he has come in."""
    hers, his = (token_of(small_house, consent, name) for name in (SARA, KARIM))
    form, there = sara.page, come_in(small_house, Browser(sara.client), his)
    assert there.status == 200
    sara.page = form

    sara.send(signed(SARA, *YES), to="/c/answer")

    assert sara.status == 409
    assert (lines(small_house, his)[-1:], lines(small_house, hers)[-1:]) == (
        ["form of another link"],
        ["opened by code"],
    )
    assert answers(small_house, consent) == 0


def test_looking_leaves_no_line_and_trying_for_ever_not_for_ever(
    small_house, app, consent
):
    his = token_of(small_house, consent, KARIM)
    thief = Browser(app.test_client()).open(f"/c/{his}")
    form = {"link": hidden(thief), **signed(KARIM, *YES)}
    thief.open("/c/answer").open("/c/question")
    assert lines(small_house, his) == []

    token = thief.html.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token, **form}
    for _ in range(70):
        thief.client.post("/c/answer", data=sent)
    assert 10 < len(lines(small_house, his)) <= 60


def refused(house, consent, browser, token):
    """Post the page as it stands; return the status and what was noted for it."""
    known = len(rows.rows(house, AuditEventRow))
    browser.send(signed(SARA, *YES), to="/c/answer")
    assert answers(house, consent) == 0
    assert len(rows.rows(house, AuditEventRow)) == known + 1
    return browser.status, lines(house, token)[-1:]


def lines(house, token):
    """Return what the trail says was done by a link, but for what leads to it."""
    actor = f"link:{delivery_of(house, token).id}"
    ours = rows.rows(house, AuditEventRow, AuditEventRow.actor == actor)
    return [row.what for row in sorted(ours, key=lambda row: row.number)]


def answers(house, consent):
    return sum(one.happened == "answered" for one in case_of(house, consent).events)


def hidden(browser):
    return browser.html.partition('name="link" value="')[2].partition('"')[0]


def change(house, row, **values):
    with house.engine.begin() as connection:
        connection.execute(update(row).values(**values))
