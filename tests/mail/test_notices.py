"""Notices: short mails that name nobody, sent once, and never when it is too late."""

from datetime import timedelta
from uuid import uuid4

import pytest

from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.actor import SYSTEM
from service.core.jobs import JobKind, JobState
from service.core.records import Recipient
from service.store import holds
from service.store.tables.access import BrokenGlassRow, NoticeRow
from service.store.tables.audit import AuditDayRow
from service.store.tables.retention import ErasureRow
from tests.actions.people import person
from tests.house import NOW, sending
from tests.jobs import rows
from tests.jobs.test_failpoints import KILLED, WHILE_WORKING, After

TO_EVA = Recipient("Eva Dahl", "eva.dahl@example.se", "sv")
PLACES = [place for place in WHILE_WORKING if place.startswith(("mail", "job"))]


def test_who_is_protected_or_has_no_address_gets_no_notice(house):
    hidden = person(house, "Ylva Rosén", "ylva@example.se", protected=True)
    for to in (
        Recipient("Ylva Rosén", "ylva@example.se", "sv", hidden),
        Recipient("Region Örebro län", "", "sv"),
    ):
        tell(house, NoticeKind.ANCHOR, to=to)

    assert rows.job_rows(house, JobKind.NOTICE) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_worker_killed_there_tells_once_or_notes_a_doubt(house, victim, place):
    sealed_day(house)
    tell(house, NoticeKind.ANCHOR)

    assert victim.dies_at(place, house, step="work") == KILLED
    rows.recover(house)

    job = rows.one_job(house, JobKind.NOTICE)
    doubts = rows.steps(house, job.id).count("uncertain")
    assert job.state == JobState.SUCCEEDED
    assert After(len(house.mails()), doubts, job.crash_count) == WHILE_WORKING[place]
    assert len({mail.as_bytes() for mail in house.mails()}) == 1


def test_a_notice_waits_while_the_queue_is_held(house):
    sealed_day(house)
    tell(house, NoticeKind.ANCHOR)
    with house.tools.begin(SYSTEM) as work:
        holds.hold(work, "deliver", reason="a test", actor="test")

    assert house.work() == 0


def test_a_notice_waits_while_the_relay_is_left_alone(small_house):
    tell(small_house, NoticeKind.ANCHOR)
    for _ in range(5):
        small_house.tools.channels["mail"].breaker.failed()

    assert small_house.work() == 0
    assert rows.one_job(small_house, JobKind.NOTICE).state == JobState.READY


def test_the_anchor_carries_the_hash_of_the_last_sealed_day(house):
    sealed_day(house)
    tell(house, NoticeKind.ANCHOR)

    house.work()

    [mail] = house.mails()
    assert "ab" * 32 in text_of(mail)
    assert "1 mars 2026" in text_of(mail)
    assert "7 händelser" in text_of(mail)


def test_a_broken_glass_is_told_without_a_name_or_a_reason(house):
    record_id = house.submit(sending=sending(classification="confidential")).record_id
    glass = BrokenGlassRow(
        organisation_id=house.actor.organisation_id,
        record_id=record_id,
        account_id=house.actor.account_id,
        sealed_reason=b"",
        opened_at=NOW,
        until=NOW,
    )
    tell(house, NoticeKind.GLASS, keep(house, glass))

    house.work(JobKind.NOTICE)

    [mail] = house.mails()
    link = f"{house.settings.base_url}/records/{record_id}/looks"
    assert link in text_of(mail)
    assert "Ida" not in text_of(mail)


def test_an_erasure_is_told_by_its_number(house):
    erasure = ErasureRow(
        organisation_id=house.actor.organisation_id, asked_at=NOW, due_at=NOW
    )
    tell(house, NoticeKind.ERASURE, keep(house, erasure))

    house.work()

    [mail] = house.mails()
    assert "0 handlingar har gallrats" in text_of(mail)


def test_a_notice_and_its_reason_are_written_together_or_not_at_all(house):
    with pytest.raises(RuntimeError):
        tell(house, NoticeKind.ANCHOR, and_then=RuntimeError("the reason failed"))

    assert rows.rows(house, NoticeRow) == []
    assert house.work() == 0


def test_a_notice_about_what_is_gone_is_cancelled(house):
    tell(house, NoticeKind.GLASS, uuid4())

    house.work()

    assert rows.one_job(house, JobKind.NOTICE).last_code == "erased"


def tell(house, kind, subject_id=None, *, to=TO_EVA, and_then=None):
    owner = house.actor.organisation_id
    about = {"organisation_id": owner, "subject_id": subject_id or owner}
    with house.tools.begin(SYSTEM) as work:
        enqueue_notice(work, kind, **about, to=to, now=NOW)
        if and_then:
            raise and_then


def keep(house, row):
    with house.tools.begin(SYSTEM) as work:
        work.session.add(row)
        work.session.flush()
        return row.id


def sealed_day(house):
    day = (NOW - timedelta(days=1)).date()
    row = AuditDayRow(day=day, events=7, previous="", hash="ab" * 32, sealed_at=NOW)
    with house.tools.begin(SYSTEM) as work:
        work.session.add(row)


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
