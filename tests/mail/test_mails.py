"""The mails of real records: what stands in them, and what must not."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from icalendar import Calendar

from service.actions.links import make_token
from service.actions.reading import get_record
from tests.house import NOW, TO_IDA, seed, sending
from tests.jobs.rows import deliveries

PERSONAL_NUMBER = re.compile(r"(19|20)?\d{6}[-+]?\d{4}")
PEOPLE_OF_THE_RECORD = ("Skantz", "Lundquist", "Lundkvist", "Ekholm", "Ångman")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TO_ALEX = {"name": "Alex Winter", "email": "alex.winter@example.se", "language": "en"}
MEETINGS = {
    ("2020-09-08T08:00+00:00", "2020-09-08T10:00+00:00"),
    ("2020-10-19T08:00+00:00", "2020-10-19T10:00+00:00"),
    ("2020-12-14T12:30+00:00", "2020-12-14T14:30+00:00"),
}


def test_an_open_record_is_attached_with_its_meetings(small_house):
    [mail] = mails_of(small_house)

    files = {f.get_content_type(): f for f in mail.iter_attachments()}
    assert list(files) == ["application/pdf", WORD, "text/calendar"]
    assert mail["Subject"] == seed("minutes")["title"]
    name = files["application/pdf"].get_filename()
    assert name.startswith("Protokoll-Styrgrupp-samverkan-barn-och-unga-i-Örebro-län")
    assert files["application/pdf"].get_content().startswith(b"%PDF-")
    assert ZipFile(BytesIO(files[WORD].get_content())).testzip() is None


def test_each_recipient_gets_a_mail_in_their_own_language(small_house):
    mails = mails_of(small_house, typed=[TO_IDA, TO_ALEX])

    by_language = {mail["Content-Language"]: text_of(mail) for mail in mails}

    assert by_language["sv"].startswith("Hej Ida Broman!")
    assert by_language["en"].startswith("Hello Alex Winter,")
    assert len({mail["Message-ID"] for mail in mails}) == 2
    assert [mail["To"].addresses[0].addr_spec for mail in mails].count(
        "ida.broman@example.se"
    ) == 1


def test_both_halves_of_a_mail_say_the_same_to_do(small_house):
    [mail] = mails_of(small_house)

    html = mail.get_body(("html",)).get_content()

    assert "processtöd" in text_of(mail)
    assert "processtöd" in html


def test_a_record_sent_without_files_still_brings_its_meetings(small_house):
    [mail] = mails_of(small_house, attach=[])

    assert [f.get_content_type() for f in mail.iter_attachments()] == ["text/calendar"]


def test_meetings_come_at_their_hour_whatever_the_season(small_house):
    """10.00 in Örebro is 08.00 UTC in September; 13.30 is 12.30 UTC in December."""
    [mail] = mails_of(small_house)

    events = events_of(mail)

    assert {(utc(e["dtstart"]), utc(e["dtend"])) for e in events} == MEETINGS
    assert all(e["summary"] == seed("minutes")["title"] for e in events)


def test_a_calendar_says_in_which_letters_it_is_written(small_house):
    [mail] = mails_of(small_house)

    *_, calendar = mail.iter_attachments()

    assert calendar.get_filename() == "Möten.ics"
    assert calendar.get_param("method") == "PUBLISH"
    assert calendar.get_content_charset() == "utf-8"


def test_a_new_version_moves_the_meetings_instead_of_adding_some(small_house):
    record = small_house.submit()
    small_house.submit(record_id=record.record_id)
    small_house.work()

    first, second = map(events_of, small_house.mails())

    assert [e["uid"] for e in first] == [e["uid"] for e in second]
    assert {int(e["sequence"]) for e in first} == {0}
    assert {int(e["sequence"]) for e in second} == {1}


@pytest.mark.parametrize("classification", ["internal", "confidential"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_closed_record_sends_a_link_and_nothing_else(
    small_house, classification, language
):
    record = small_house.submit(
        sending=sending(
            classification=classification, typed=[{**TO_IDA, "language": language}]
        )
    )
    small_house.work()

    [mail] = small_house.mails()
    whole = mail.as_bytes().decode() + text_of(mail) + html_of(mail)

    assert list(mail.iter_attachments()) == []
    for private in (*PEOPLE_OF_THE_RECORD, "Styrgrupp", "Protokoll"):
        assert private not in whole
    assert "Ida Broman" not in text_of(mail) + html_of(mail)
    [link] = links_in(mail)
    assert link == link_of(small_house, record, classification)
    # Ten digits in a row may stand in a random link by chance, and mean nothing.
    assert not PERSONAL_NUMBER.search(mail["Subject"] + text_of(mail).replace(link, ""))


def test_a_file_of_a_closed_record_has_a_name_that_says_nothing(small_house):
    record = small_house.submit(sending=sending(classification="internal"))
    small_house.work()

    view = get_record(small_house.tools, small_house.actor, record.record_id, now=NOW)
    assert len(view.latest.renditions) == 3
    for file in view.latest.renditions:
        assert re.fullmatch(r"2026-03-02-[0-9a-f]{8}\.\w+", file.filename)


def mails_of(house, **wishes):
    house.submit(sending=sending(**wishes))
    house.work()
    return house.mails()


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def html_of(mail):
    return mail.get_body(("html",)).get_content()


def events_of(mail):
    *_, calendar = mail.iter_attachments()
    return Calendar.from_ical(calendar.get_payload(decode=True)).walk("VEVENT")


def utc(moment):
    return moment.dt.isoformat(timespec="minutes")


def links_in(mail):
    return re.findall(r"https?://\S+", text_of(mail))


def link_of(house, record, classification):
    base = house.settings.base_url
    if classification == "confidential":
        return f"{base}/records/{record.record_id}"
    [delivery] = deliveries(house)
    return f"{base}/l/{make_token(delivery.id, house.settings.secret_key)}"
