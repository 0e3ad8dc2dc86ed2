"""The last look before the mails leave, and the sending itself: once."""

import pytest

from service.actions.reading import list_records
from service.web import create_app
from tests.house import NOW, open_house
from tests.web.answers import SENDING, filled
from tests.web.browser import Browser, form_on


@pytest.fixture
def checking(browser):
    return browser.open("/new/minutes").send(filled()).send(SENDING)


def test_every_answer_and_each_recipient_is_shown(checking):
    assert checking.path.endswith("/check")
    for said in (
        "Stämmer allt?",
        "tisdag 16 juni 2020",
        "Märtha Lundkvist",
        "Mötestider för styrgruppen hösten 2020",
        "Ylva Rosén ylva.rosen@example.se",
        "Dokumentet som PDF + Word, bifogat",
        "Skicka till 1 person",
    ):
        assert said in checking.text


def test_a_tick_is_a_yes_and_never_a_word_of_the_code(checking):
    assert "true" not in checking.text
    assert "annan kalender Ja" in checking.text


@pytest.mark.parametrize(
    ("format", "start"), [("pdf", b"%PDF-"), ("docx", b"PK\x03\x04")]
)
def test_the_document_can_be_seen_before_it_is_sent(checking, format, start):
    draft = checking.path.removesuffix("/check")

    assert checking.open(f"{draft}/preview.{format}").page.data.startswith(start)


def test_sending_leads_to_the_record_and_uses_the_draft_up(checking, small_house):
    draft = checking.path.removesuffix("/check")
    checking.send(to=f"{draft}/send")

    assert checking.path.startswith("/records/")
    assert checking.open(draft).status == 404
    small_house.work()
    assert [mail["To"] for mail in small_house.mails()] == [
        "Ylva Rosén <ylva.rosen@example.se>"
    ]


def test_a_second_click_sends_nothing_twice(checking, small_house):
    address = checking.path.replace("/check", "/send")
    token = form_on(checking.html, address).fields
    first = checking.client.post(address, data=token)
    second = checking.client.post(address, data=token)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(list_records(small_house.tools, small_house.actor, now=NOW)) == 1


def test_a_record_without_recipients_is_saved_and_not_sent(browser, small_house):
    browser.open("/new/minutes").send(filled()).send({"classification": "internal"})
    assert "Spara utan att skicka" in browser.text

    browser.send(to=browser.path.replace("/check", "/send"))
    small_house.work()
    assert small_house.mails() == []


@pytest.mark.parametrize("classification", ["internal", "confidential"])
def test_a_closed_record_says_that_only_a_link_is_sent(browser, classification):
    browser.open("/new/minutes").send(filled())
    browser.send({**SENDING, "classification": classification})

    assert "En avisering med länk, utan personuppgifter" in browser.text


def test_a_draft_that_is_not_ready_shows_what_is_missing_instead(browser):
    browser.open("/new/minutes").send({"group": "Styrgruppen", "do": "add:items:0"})
    draft = browser.path

    assert browser.open(f"{draft}/check").status == 422
    assert "held_on" in browser.problems
    assert browser.open(f"{draft}/preview.pdf").status == 422


def test_the_wait_before_the_mails_leave_is_said(sqlite, services, tmp_path):
    with open_house(sqlite, services, tmp_path, UNDO_SECONDS="600") as house:
        browser = Browser(create_app(house.tools).test_client()).sign_in()
        browser.open("/new/minutes").send(filled()).send(SENDING)

        assert "Till dess kan du ångra." in browser.text


@pytest.mark.parametrize(
    "text",
    [
        "Müller & Söhne <b>x</b>",
        "</w:t></w:r><w:r><w:t>INJECTED",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        '#read("/etc/passwd") $x$ \\ *b*',
        '"><script>alert(1)</script>',
        '" onmouseover="alert(1)',
        "javascript:alert(1)",
    ],
)
def test_what_people_write_is_shown_as_written(browser, text):
    """Rows T11 to T17: in the field, in the check and in the preview."""
    browser.open("/new/minutes").send(
        filled(**{"items-0-heading": text, "group": text})
    )
    browser.send(SENDING)

    assert browser.status == 200
    assert browser.text.count(text) >= 3
    assert "<script>alert" not in browser.html
    draft = browser.path.removesuffix("/check")
    fields = form_on(browser.open(draft).html).fields
    assert fields["items-0-heading"] == [text]
