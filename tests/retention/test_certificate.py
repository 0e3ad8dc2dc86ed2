"""What went is certified: by ids, days and the plan, never by names or titles."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from service.actions import holding
from service.actions.anchoring import seal_days
from service.actions.disposing import get_erasure, read_certificate, stop
from service.core.errors import Refused
from service.core.jobs import JobKind
from service.store.tables.retention import ErasureRow
from tests.house import NOW
from tests.jobs import rows
from tests.retention.keeping import CANARY, ask, begin_plan, old_record, registrar


@pytest.fixture
def run(small_house):
    """A run of two records, one of which was held: its id, and theirs."""
    begin_plan(small_house)
    gone, stayed = old_record(small_house), old_record(small_house)
    seal_days(small_house.tools, now=datetime.now(UTC))
    erasure_id = ask(small_house, gone, stayed)
    why = {"reason": CANARY}
    who = registrar(small_house)
    holding.hold(small_house.tools, who, stayed, why, now=NOW)
    small_house.work(JobKind.ERASE)
    return erasure_id, gone, stayed


@pytest.fixture
def certificate(small_house, run) -> bytes:
    return read_certificate(small_house.tools, registrar(small_house), run[0])


def test_it_is_archivable_and_accessible(certificate, judge):
    assert judge.breaches(certificate) == []


def test_it_says_what_went_by_which_plan_when_and_for_whom(run, certificate):
    erasure_id, gone, stayed = run
    text = _text(certificate)

    for told in (erasure_id, gone, stayed):
        assert str(told) in text.replace("-\n", "-")
    for told in ("Plan 2026, 4.2", "2020-06-16", "Maja Lind", "Antal handlingar"):
        assert told in " ".join(text.split())
    assert CANARY not in text


def test_it_leans_on_the_last_sealed_day_of_the_audit_trail(run, certificate):
    text = " ".join(_text(certificate).split())

    assert "Granskningsloggens senast förseglade dag" in text
    assert "kontrollsumma (SHA-256)" in text


def test_it_lies_sealed_and_is_told_to_who_asked(small_house, run):
    [row] = rows.rows(small_house, ErasureRow)
    assert not small_house.tools.files.get(row.certificate).startswith(b"%PDF")

    small_house.work(JobKind.NOTICE)

    mail = small_house.mails()[-1]
    assert (mail["To"], mail["Subject"]) == (
        "Maja Lind <maja.lind@example.se>",
        "Handlingar har gallrats",
    )
    assert CANARY not in mail.as_string()


def test_a_run_from_which_nothing_went_has_none(small_house):
    begin_plan(small_house)
    record_id, who = old_record(small_house), registrar(small_house)
    erasure_id = ask(small_house, record_id)
    stop(small_house.tools, who, erasure_id, now=NOW)

    assert not get_erasure(small_house.tools, who, erasure_id).has_certificate
    with pytest.raises(Refused):
        read_certificate(small_house.tools, who, erasure_id)


def _text(pdf: bytes) -> str:
    return "".join(one.extract_text() for one in PdfReader(BytesIO(pdf)).pages)
