"""The record page: how far it has come, what one can mend, what one can take along."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import update

from service.core.actor import SYSTEM
from service.core.jobs import JobKind, JobState
from service.store.tables.jobs import JobRow
from tests.house import NOW, TO_IDA, sending

REFUSED = {"state": JobState.DEAD, "death": "permanent", "last_code": "recipient_550"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAKING = "Dokumenten skapas nu"


@pytest.fixture
def sent(small_house) -> str:
    """Return the address of a record whose mail has arrived."""
    record_id = small_house.submit().record_id
    small_house.work()
    return f"/records/{record_id}"


@pytest.fixture
def failed(small_house, sent) -> str:
    """Return the address of a record whose recipient's address was refused."""
    with small_house.tools.begin(SYSTEM) as work:
        mails = update(JobRow).where(JobRow.kind == JobKind.MAIL)
        work.session.execute(mails.values(**REFUSED))
    return sent


def resending(browser) -> str:
    """Return the address of the page's first form that sends a mail again."""
    return re.search(r'action="(/records/[^"]+/resend)"', browser.html)[1]


def test_a_new_record_says_that_its_documents_are_being_made(small_house, browser):
    path = f"/records/{small_house.submit().record_id}"

    html = browser.open(path).html

    assert MAKING in html
    assert f'data-events="{path}/events"' in html
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in html


def test_a_paused_page_neither_listens_nor_reloads(small_house, browser):
    html = browser.open(f"/records/{small_house.submit().record_id}?pause=1").html

    assert MAKING in html
    assert "data-events" not in html
    assert "http-equiv" not in html


def test_a_settled_record_stands_still_and_says_who_has_it(browser, sent):
    browser.open(sent)

    assert "data-events" not in browser.html
    assert "Alla har fått det" in browser.text
    assert "1 skickat" in browser.text


def test_the_events_end_when_nothing_more_will_happen(browser, sent):
    stream = browser.open(f"{sent}/events")

    assert stream.page.mimetype == "text/event-stream"
    assert re.findall("^event: (.*)$", stream.html, re.M) == ["change", "over"]


def test_only_the_sentence_is_announced(browser, sent):
    [announced] = re.findall('role="status"[^>]*>(.*?)</p>', browser.open(sent).html)

    assert announced == "<strong>1 skickat</strong>"


def test_a_refused_address_is_told_with_its_remedy(browser, failed):
    said = browser.open(failed).text

    assert "Misslyckades" in said
    assert "Adressen avvisades." in said
    assert "Spara och skicka igen" in said


def test_a_mended_address_gets_the_mail_and_the_failure_is_over(
    small_house, browser, failed
):
    form = resending(browser.open(failed))

    browser.send({"email": "ida.ny@example.se"}, to=form)
    small_house.work()

    assert browser.path == failed
    assert small_house.mails()[-1]["To"].addresses[0].addr_spec == "ida.ny@example.se"
    assert "1 skickat" in browser.open(failed).text
    assert "1 person" in browser.text
    assert "1 misslyckades" not in browser.text


def test_an_address_that_is_none_is_told_at_its_field_and_kept(browser, failed):
    form = resending(browser.open(failed))

    browser.send({"email": "ida.ny@@example"}, to=form)

    assert browser.status == 422
    assert 'value="ida.ny@@example"' in browser.html
    [field] = browser.problems
    assert f'aria-describedby="{field}-error"' in browser.html


def test_a_mail_that_arrived_can_be_sent_again_to_the_same_address(
    small_house, browser, sent
):
    browser.open(sent).send(to=resending(browser))
    small_house.work()

    first, second = small_house.mails()
    assert first["To"] == second["To"]


def test_sending_can_be_undone_until_the_mails_leave(small_house, browser):
    leaves_later = small_house.submit(delay=3600, now=datetime.now(UTC))
    path = f"/records/{leaves_later.record_id}"

    browser.open(path).send(to=f"{path}/recall")
    small_house.work()

    assert browser.path == path
    assert "Ångrat" in browser.open(path).text
    assert small_house.mails() == []


def test_where_no_mail_waits_there_is_nothing_to_undo(small_house, browser):
    to_nobody = {"sending": sending(typed=[]), "delay": 3600}
    saved = small_house.submit(**to_nobody, now=datetime.now(UTC))
    small_house.work()

    page = browser.open(f"/records/{saved.record_id}")

    assert "Sparat, utan mottagare" in page.text
    assert "Ångra utskicket" not in page.text


def test_a_correction_opens_a_draft_with_the_same_answers(browser, sent):
    browser.open(sent).send(to=f"{sent}/correct")

    assert browser.path.startswith("/drafts/")
    assert "Skype" in browser.html


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("pdf", "application/pdf"),
        ("docx", WORD),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_for_saving_and_says_what_it_is(browser, sent, form, kind):
    headers = browser.open(f"{sent}/files/1/{form}").page.headers

    assert headers["Content-Type"] == kind
    assert headers["Content-Disposition"].startswith("attachment; filename=")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_each_version_tells_who_got_it(small_house, browser, sent):
    other = {**TO_IDA, "name": "Amina Yusuf", "email": "amina@example.se"}
    record_id = UUID(sent.rpartition("/")[2])
    small_house.submit(record_id=record_id, sending=sending(typed=[other]))

    second, first = browser.open(sent).html.split('id="version-1"')

    assert "<bdi>Amina Yusuf</bdi>" in second.split('id="version-2"')[1]
    assert "<bdi>Ida Broman</bdi>" in first


def test_the_list_shows_one_kind_when_asked(small_house, browser):
    small_house.submit("minutes")
    notes = small_house.submit("notes")

    listed = re.findall(
        'href="/records/([0-9a-f-]{36})"', browser.open("/records?kind=notes").html
    )

    assert listed == [str(notes.record_id)]


def test_older_records_stand_on_the_next_page(small_house, browser, monkeypatch):
    monkeypatch.setattr("service.web.record.listing.PAGE", 1)
    small_house.submit("minutes", now=NOW)
    notes = small_house.submit("notes", now=NOW - timedelta(days=1))

    older = re.search('href="([^"]+)" rel="next"', browser.open("/records").html)[1]

    assert f"/records/{notes.record_id}" in browser.open(unescape(older)).html
    assert 'rel="next"' not in browser.html


@pytest.mark.parametrize(
    "query",
    [
        "kind=poem",
        "before=yesterday",
        "before=2026-01-01",
        "before=0001-01-01T00:00%2B10:00",
    ],
)
def test_an_address_nobody_was_given_is_not_found(browser, query):
    assert browser.open(f"/records?{query}").status == 404


@pytest.mark.parametrize("file", ["0/pdf", "9" * 30 + "/pdf", "1/%00pdf", "1/exe"])
def test_a_file_nobody_was_offered_is_not_found(browser, sent, file):
    assert browser.open(f"{sent}/files/{file}").status == 404


def test_a_stranger_sees_no_record(stranger, sent):
    assert stranger.open(sent).status == 401
    assert stranger.open(f"{sent}/events").status == 401
    assert stranger.open(f"{sent}/files/1/pdf").status == 401
