"""Of an erased consent nobody can read a word, and its audit trail still holds."""

from datetime import date

import pytest
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from service.actions.verifying import verify_audit
from service.core.actor import SYSTEM
from service.core.errors import Erased
from service.core.jobs import JobKind, JobState
from service.core.retention import Event
from service.store import retention
from service.store.tables.consents import (
    ConsentFileRow,
    ConsentRow,
    ParticipantRow,
)
from service.store.tables.jobs import JobRow
from service.store.tables.records import RecordRow
from tests.consent.asking import KARIM, SARA, answer, asked, take_back
from tests.consent.copies import rows_of
from tests.jobs import rows
from tests.retention.keeping import ask, begin_plan, what_happened

YES = ("yes", "yes", "yes")
WORDS = (SARA, KARIM, "Alma", "sara.lindgren@", "karim.haddad@", "barn-familj@")


def test_nothing_is_left_of_an_erased_consent(house):
    record_id = followed_to_the_end(house)
    files = [row.stored for row in rows_of(house, record_id)]
    begin_plan(house, "consent", event="case_closed")
    with house.tools.begin(SYSTEM) as work:
        record = work.session.get_one(RecordRow, record_id)
        retention.put_date(work.session, record, Event.CASE_CLOSED, date(2020, 1, 1))
    ask(house, record_id)
    house.work(JobKind.ERASE)

    with pytest.raises(Erased):
        house.tools.vault.box(record_id, house.actor.organisation_id)
    assert files
    assert rows.rows(house, ConsentFileRow) == []
    assert [row.adult_on for row in rows.rows(house, ConsentRow)] == [None]
    assert {row.remind_at for row in rows.rows(house, ParticipantRow)} == {None}
    assert [one for one in files if list(house.tools.files.root.rglob(one))] == []
    assert found_in_tables(house) == []
    assert what_happened(house, record_id)[-2:] == ["erasing", "erased"]
    assert verify_audit(house.tools).findings == ()


def test_a_job_that_comes_after_the_erasure_does_nothing(small_house):
    record_id = followed_to_the_end(small_house)
    small_house.tools.vault.destroy(record_id)
    before = len(small_house.mails())
    [first, *_] = rows.job_rows(small_house, JobKind.CONSENT)
    rows.change(small_house, JobRow.id == first.id, state="ready", available_at=0.0)
    small_house.work(JobKind.CONSENT)

    [again, *_] = rows.job_rows(small_house, JobKind.CONSENT)
    assert again.state == JobState.CANCELLED
    assert len(small_house.mails()) == before


def followed_to_the_end(house):
    record_id = asked(house)
    for name in (SARA, KARIM):
        answer(house, record_id, name, *YES)
    house.work()
    take_back(house, record_id, SARA)
    house.work()
    return record_id


def found_in_tables(house):
    """Return which words of it still stand in any table, in the clear."""
    tables = MetaData()
    tables.reflect(house.engine)
    with Session(house.engine) as session:
        kept = [
            str(row)
            for table in tables.sorted_tables
            if table.name not in ("account", "person", "organisation")
            for row in session.execute(select(table))
        ]
    return [(word, line) for word in WORDS for line in kept if word in line]
