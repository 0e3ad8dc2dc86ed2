"""Killed anywhere while it erases (SIGKILL, as a power cut), a run ends the same.

What a chain calls erased cannot be read, and nothing is destroyed that no chain tells
of: looked at right after the kill, before anybody has taken over. Mutants seen to die
here: the keys destroyed before the first commit; "erased" noted in the first step;
files forgotten in the first step, so that a resumed run finds none to remove.
"""

import pytest

from service.actions.disposing import get_erasure, read_certificate
from service.actions.verifying import verify_audit
from service.core.erasures import ErasureState
from service.core.errors import Erased
from service.core.failpoints import WHILE_ERASING
from service.core.jobs import JobKind
from service.store.tables.retention import ErasureRow
from tests.jobs import rows
from tests.retention.keeping import (
    ask,
    begin_plan,
    old_record,
    registrar,
    what_happened,
)

KILLED = -9


@pytest.mark.parametrize("place", WHILE_ERASING)
def test_a_run_killed_there_is_ended_by_the_next_worker(house, victim, place):
    begin_plan(house)
    record_id = old_record(house)
    erasure_id = ask(house, record_id)

    assert victim.dies_at(place, house, step="work") == KILLED
    _nothing_is_untold(house, record_id)
    rows.recover(house)

    run = get_erasure(house.tools, registrar(house), erasure_id)
    assert run.state is ErasureState.DONE
    assert [item.record_id for item in run.gone] == [record_id]
    told = what_happened(house, record_id)
    assert (told.count("erasing"), told.count("erased")) == (1, 1)
    assert not _is_readable(house, record_id)
    assert _names_on_disk(house) == {_certificate(house)}
    assert verify_audit(house.tools).findings == ()


def test_of_two_records_the_one_that_is_done_is_not_done_again(small_house, victim):
    begin_plan(small_house)
    records = [old_record(small_house) for _ in range(2)]
    erasure_id = ask(small_house, *records)

    assert victim.dies_at("erase.after_keys:2", small_house, step="work") == KILLED
    rows.recover(small_house)

    for record_id in records:
        told = what_happened(small_house, record_id)
        assert told[-2:] == ["erasing", "erased"]
    assert read_certificate(small_house.tools, registrar(small_house), erasure_id)
    assert len(rows.job_rows(small_house, JobKind.NOTICE)) == 1


def _nothing_is_untold(house, record_id) -> None:
    told = what_happened(house, record_id)
    if "erased" in told:
        assert not _is_readable(house, record_id)
    if not _is_readable(house, record_id):
        assert "erasing" in told


def _is_readable(house, record_id) -> bool:
    try:
        house.tools.vault.box(record_id, house.actor.organisation_id)
    except Erased:
        return False
    return True


def _certificate(house) -> str:
    [row] = rows.rows(house, ErasureRow)
    return row.certificate


def _names_on_disk(house) -> set[str]:
    return {file.name for file in house.tools.files.root.rglob("*") if file.is_file()}
