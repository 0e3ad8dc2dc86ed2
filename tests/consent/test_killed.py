"""A worker that is killed while it follows an event up leaves nothing half and nothing
twice (SIGKILL at each place, on both databases); and what is erased leaves nothing."""

from collections import Counter
from time import time

import pytest

from service.actions.orphans import sweep_files
from service.core.failpoints import WHILE_FOLLOWING
from service.core.jobs import DAY, JobKind, JobState
from service.store.tables.consents import ConsentFileRow
from tests.consent.asking import KARIM, SARA, answer, asked
from tests.consent.copies import files_of, happened, mailed
from tests.consent.test_telling import APPLIES, COMPLETE, DONE, OWNER, PARTIES, SARAS
from tests.jobs import rows

YES = ("yes", "yes", "yes")
PLACES = (*WHILE_FOLLOWING, "render.mid_write", "render.after_rename")


@pytest.mark.parametrize("place", PLACES)
def test_killed_there_files_and_mails_come_exactly_once(house, victim, place):
    record_id = asked(house)
    answer(house, record_id, SARA, *YES)
    house.work()
    answer(house, record_id, KARIM, *YES)

    assert victim.dies_at(place, house, step="work") == -9
    rows.recover(house)

    made = Counter((row.purpose, row.participant_id) for row in consent_files(house))
    assert set(made.values()) == {1}
    assert len(files_of(house, record_id)) == 7
    assert happened(house, record_id).count("sealed") == 1
    assert mailed(house, DONE) == OWNER
    assert mailed(house, APPLIES) == PARTIES
    assert mailed(house, COMPLETE) == SARAS
    states = {job.state for job in rows.job_rows(house, JobKind.CONSENT)}
    assert states == {JobState.SUCCEEDED}
    sweep_files(house.tools, before=time() + DAY)
    assert set(house.tools.files.untouched(since=time() + DAY)) == told_of(house)


def consent_files(house):
    return rows.rows(house, ConsentFileRow, ConsentFileRow.sequence > 3)


def told_of(house):
    return {
        row.stored
        for row in (*rows.rows(house, ConsentFileRow), *rows.renditions(house))
    }
