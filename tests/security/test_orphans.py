"""Keys and files of nobody are swept away, and never one that somebody may need."""

import os
import time
from uuid import uuid4

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from service.actions.drafts import save_draft
from service.actions.orphans import sweep_files, sweep_keys
from service.core.actor import SYSTEM
from service.store.subjects import unknown
from service.store.tables.records import DraftRow
from service.store.tables.scans import ScanPileRow
from tests.house import NOW
from tests.jobs import rows

A_DAY = 24 * 3600.0


@pytest.fixture
def shelf(small_house):
    """The keys of a house with three records and a draft."""
    for _ in range(3):
        small_house.submit()
    save_draft(small_house.tools, small_house.actor, kind="notes", answers={}, now=NOW)
    return small_house.tools.vault.shelf


def sweep(house, *, days):
    """Sweep as it would be done days from now."""
    before = time.time() + days * A_DAY - A_DAY
    return sweep_keys(house.tools, before=before)


def orphan(house, owner=None):
    box = house.tools.vault.new_box(uuid4(), owner or house.actor.organisation_id)
    return box.subject


def test_a_key_whose_record_never_came_to_be_goes_after_a_day(small_house, shelf):
    kept, lost = set(shelf.subjects()), orphan(small_house)

    assert sweep(small_house, days=0.9) == 0
    assert sweep(small_house, days=1.1) == 1

    assert set(shelf.subjects()) == kept
    assert not list(shelf.root.rglob(f"{lost}*"))


def test_what_a_destroyed_draft_leaves_goes_too_and_a_records_stays(small_house, shelf):
    """Mutant: the mark of an erased record swept away, so that it looks lost."""
    lost, record = orphan(small_house), rows.revisions(small_house)[0].record_id
    for subject in (lost, record):
        small_house.tools.vault.destroy(subject)

    assert sweep(small_house, days=2) == 1
    assert [file.stem for file in shelf.root.rglob("*.gone")] == [str(record)]


def test_keys_of_organisations_unknown_here_are_somebody_elses(small_house, shelf):
    """A test system that was given production's folder must not empty it."""
    lost, _ = orphan(small_house), orphan(small_house, uuid4())
    small_house.tools.vault.destroy(lost)

    assert sweep(small_house, days=2) == 0
    assert list(shelf.root.rglob(f"{lost}.gone"))


def test_when_most_keys_look_orphaned_the_database_is_the_wrong_one(small_house, shelf):
    """Mutant: an old backup, restored beside the folder, costs what came after it."""
    for _ in range(9):
        orphan(small_house)

    assert sweep(small_house, days=2) == 0


def test_a_draft_dropped_by_a_process_that_died_leaves_no_key(small_house, shelf):
    with Session(small_house.engine) as session, session.begin():
        session.execute(delete(DraftRow))

    assert sweep(small_house, days=2) == 1


def test_a_damaged_key_is_left_for_a_person(small_house, shelf):
    lost = orphan(small_house)
    [file] = shelf.root.rglob(f"{lost}.key")
    file.write_text("damaged")

    assert sweep(small_house, days=2) == 0


def test_an_id_counts_as_known_wherever_it_stands(house):
    """Mutant: a list of tables that a new sort of subject is not on."""
    record, stranger = house.submit().record_id, uuid4()
    [delivery], [job] = rows.deliveries(house), rows.job_rows(house)
    known = {record, delivery.id, job.id, job.subject_id, job.organisation_id}

    with house.tools.look(SYSTEM) as session:
        assert unknown(session, {*known, stranger}) == {stranger}


def test_a_file_that_no_row_tells_of_goes_after_a_day_and_all_others_stay(house):
    """Mutant: a list of tables that a new sort of file is not on (or a list in one)."""
    house.submit()
    house.work()
    files, now = house.tools.files, time.time()
    listed = [files.put(content) for content in (b"one", b"two")]
    with Session(house.engine) as session, session.begin():
        owner = house.actor.organisation_id
        told = {"sources": listed, "faults": [], "names": b"", "asked_at": NOW}
        session.add(ScanPileRow(organisation_id=owner, **told))
    kept, lost = set(files.untouched(since=now + 1)), files.put(b"of nobody")

    assert sweep_files(house.tools, before=now - A_DAY) == 0
    assert sweep_files(house.tools, before=now + 1) == 1

    assert set(files.untouched(since=now + 1)) == kept
    assert not files.forget(lost, before=now + 1)


def test_a_file_that_is_stored_once_more_is_not_swept_away(small_house):
    """Mutant: a job that is done again relies on a file, which goes at that moment."""
    files = small_house.tools.files
    name = files.put(b"made by a worker that died")
    place = files.root / name[:2] / name
    os.utime(place, (0, 0))
    assert list(files.untouched(since=time.time() - A_DAY)) == [name]

    files.put(b"made by a worker that died")
    assert not files.forget(name, before=time.time() - A_DAY)
    assert place.exists()


def test_when_most_files_look_orphaned_the_database_is_the_wrong_one(small_house):
    lost = small_house.tools.files.put(b"told of in another database")

    assert sweep_files(small_house.tools, before=time.time() + 1) == 0
    assert small_house.tools.files.get(lost)
