"""A choice of records is packed by a job; whoever asked may fetch it for a day."""

from datetime import UTC, datetime, timedelta

import pytest

from service.actions.archiving import find_records, package_record, write_folder
from service.actions.shipping import (
    get_archive,
    read_archive,
    remove_old_archives,
    request_archive,
)
from service.core.errors import FreshSignInNeeded, Invalid, NotFound, Refused
from service.core.jobs import JobKind, JobState
from tests.house import NOW
from tests.jobs import rows
from tests.retention.keeping import (
    ask,
    begin_plan,
    old_record,
    record_row,
    registrar,
    what_happened,
)
from tests.retention.test_packages import unzipped

DAY = timedelta(hours=24)


@pytest.fixture
def today() -> datetime:
    """Return the moment it is: the worker has a clock of its own."""
    return datetime.now(UTC)


@pytest.fixture
def maja(small_house, today):
    return registrar(small_house, proven_at=today)


def test_many_records_become_one_package(house, today):
    who = registrar(house, proven_at=today)
    records = [old_record(house), old_record(house, "notes")]
    archive_id = request_archive(house.tools, who, records, now=today)

    assert not get_archive(house.tools, who, archive_id, now=today).is_ready
    house.work(JobKind.ARCHIVE)

    found = get_archive(house.tools, who, archive_id, now=today)
    assert (found.is_ready, found.done, found.total) == (True, 2, 2)
    files = unzipped(read_archive(house.tools, who, archive_id, now=today))
    assert {path.split("/")[0] for path in files if "/" in path} == set(
        map(str, records)
    )
    assert len(files["records.csv"].splitlines()) == 3


def test_a_package_lies_sealed_and_only_for_a_day(small_house, maja, today):
    archive_id = request_archive(
        small_house.tools, maja, [old_record(small_house)], now=today
    )
    before = set(_names_on_disk(small_house))
    small_house.work(JobKind.ARCHIVE)
    [stored] = set(_names_on_disk(small_house)) - before

    assert b"PK" not in small_house.tools.files.get(stored)[:16]
    late = registrar(small_house, proven_at=today + DAY)
    with pytest.raises(Refused):
        read_archive(small_house.tools, late, archive_id, now=today + DAY)
    assert remove_old_archives(small_house.tools, now=today + DAY) == 1
    assert set(_names_on_disk(small_house)) == before
    assert remove_old_archives(small_house.tools, now=today + DAY) == 0


def test_only_who_asked_may_fetch_it(small_house, maja, today):
    archive_id = request_archive(
        small_house.tools, maja, [old_record(small_house)], now=today
    )
    small_house.work(JobKind.ARCHIVE)
    other = registrar(
        small_house, proven_at=today, account_id=small_house.actor.account_id
    )

    with pytest.raises(NotFound):
        read_archive(small_house.tools, other, archive_id, now=today)
    stale = registrar(small_house, proven_at=today - DAY)
    with pytest.raises(FreshSignInNeeded):
        read_archive(small_house.tools, stale, archive_id, now=today)


def test_what_was_erased_meanwhile_is_left_out(small_house, maja, today):
    begin_plan(small_house)
    gone, stays = old_record(small_house), old_record(small_house, "notes")
    archive_id = request_archive(small_house.tools, maja, [gone, stays], now=today)
    ask(small_house, gone)
    small_house.work(JobKind.ERASE)
    small_house.work(JobKind.ARCHIVE)

    files = unzipped(read_archive(small_house.tools, maja, archive_id, now=today))
    assert not any(path.startswith(str(gone)) for path in files)
    assert any(path.startswith(str(stays)) for path in files)


def test_a_record_erased_while_it_is_packed_spoils_the_try(
    small_house, maja, today, monkeypatch
):
    """The zip in the worker's memory holds it: it must not be stored after all."""
    begin_plan(small_house)
    record_id = old_record(small_house)
    archive_id = request_archive(small_house.tools, maja, [record_id], now=today)
    ask(small_house, record_id)
    monkeypatch.setattr(
        "service.actions.shipping.whole",
        lambda packed: {"a": b"b"} if small_house.work(JobKind.ERASE) else {},
    )

    small_house.work(JobKind.ARCHIVE)

    [job] = rows.job_rows(small_house, JobKind.ARCHIVE)
    assert (job.state, job.last_code) == (JobState.READY, "changed")
    assert record_row(small_house, record_id).erased_at is not None
    assert not get_archive(small_house.tools, maja, archive_id, now=today).is_ready
    assert len(list(_names_on_disk(small_house))) == 1  # the certificate


def test_none_and_too_many_are_refused(small_house, maja, today, monkeypatch):
    monkeypatch.setattr("service.actions.shipping.MOST_IN_ONE", 1)
    records = [old_record(small_house)] * 2

    for wanted in ([], records):
        with pytest.raises(Invalid):
            request_archive(small_house.tools, maja, wanted, now=today)


def test_records_are_found_by_kind_and_by_the_days_they_were_saved(small_house):
    minutes, notes = old_record(small_house), old_record(small_house, "notes")
    who, day = registrar(small_house), NOW.date()
    found = {
        "all": find_records(small_house.tools, who, now=NOW),
        "kind": find_records(small_house.tools, who, kind="notes", now=NOW),
        "days": find_records(small_house.tools, who, first=day, last=day, now=NOW),
        "later": find_records(
            small_house.tools, who, first=day + timedelta(1), now=NOW
        ),
    }

    assert {name: set(ids) for name, ids in found.items()} == {
        "all": {minutes, notes},
        "kind": {notes},
        "days": {minutes, notes},
        "later": set(),
    }


def test_a_folder_holds_what_a_zip_would(small_house, tmp_path):
    record_id, who = old_record(small_house), registrar(small_house)
    folder = tmp_path / "till-arkivet"

    list(write_folder(small_house.tools, who, folder, [record_id], now=NOW))

    zipped = unzipped(package_record(small_house.tools, who, record_id, now=NOW))
    written = {
        str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()
    }
    assert written == zipped.keys()
    assert what_happened(small_house, record_id).count("exported") == 2
    with pytest.raises(Refused):
        list(write_folder(small_house.tools, who, folder, [record_id], now=NOW))


def _names_on_disk(house):
    return (f.name for f in house.tools.files.root.rglob("*") if f.is_file())
