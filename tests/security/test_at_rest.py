"""What lies on disk tells nothing without its key, and nothing when that is gone."""

import shutil
from contextlib import closing
from dataclasses import replace
from sqlite3 import connect

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actions.drafts import discard_draft, list_drafts, save_draft
from service.actions.reading import get_record, list_records
from service.actions.submitting import submit_draft
from service.core.errors import Erased, KeyMissing, Tampered
from service.core.jobs import JobKind, JobState
from service.store.files import Files
from service.store.keyring import Keyring
from service.store.tables.base import Base
from service.store.tables.records import DeliveryRow, RecordGroupRow, RevisionRow
from service.store.vault import Vault
from service.web import create_app
from service.wiring import open_tools
from tests.house import NOW, TO_IDA, seed, sending
from tests.jobs import rows
from tests.web.browser import Browser

CANARY = "kanariefågeln"
TO_CANARY = {**TO_IDA, "name": f"Ida {CANARY}", "email": "canary@example.se"}
SECRET = {
    "answers": {**seed("minutes"), "title": f"Om {CANARY}", "place": CANARY},
    "sending": sending(typed=[TO_CANARY]),
}


def everything_in(engine):
    """Return every value of every table, as text."""
    with engine.connect() as connection:
        return "".join(
            repr(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def view(house, record, tools=None):
    tools = tools or house.tools
    return get_record(tools, house.actor, record.record_id, now=NOW)


def change(house, row, **values):
    """Write to the database as somebody could who holds it and no key."""
    with Session(house.engine) as session, session.begin():
        session.execute(update(type(row)).where(type(row).id == row.id).values(values))


def without_keys(house):
    """Return the house's tools as they are when no wrapping key is at hand."""
    vault = Vault(house.tools.vault.shelf, Keyring({"another": bytes(32)}))
    return replace(house.tools, vault=vault)


def test_nothing_that_people_wrote_can_be_read_on_disk(house):
    """Mutants: a column, or a file, that is not sealed."""
    house.submit(**SECRET)
    save_draft(house.tools, house.actor, kind="minutes", now=NOW, **SECRET)
    house.work()
    files = [f for f in house.tools.files.root.rglob("*") if f.is_file()]
    stored = everything_in(house.engine)

    assert CANARY in view(house, house.submit(**SECRET)).latest.title
    assert CANARY.encode() not in stored.encode()
    assert "canary@example.se" not in stored
    assert len(files) == 3
    assert not [f for f in files if f.read_bytes()[:4] in (b"%PDF", b"PK\3\4", b"<!do")]


@pytest.mark.parametrize("column", ["sealed_title", "sealed"])
def test_two_records_contents_exchanged_are_refused(small_house, column):
    first, second = small_house.submit(), small_house.submit("notes")
    one, other = rows.revisions(small_house)

    change(small_house, one, **{column: getattr(other, column)})
    change(small_house, other, **{column: getattr(one, column)})

    for record in (first, second):
        with pytest.raises(Tampered):
            view(small_house, record)


def test_one_bad_record_does_not_spoil_a_list(small_house):
    bad = small_house.submit()
    [row] = rows.revisions(small_house)
    change(small_house, row, sealed_title=row.sealed)
    lines = list_records(small_house.tools, small_house.actor, now=NOW)
    assert f"[{bad.record_id.hex[:8]}]" in [line.title for line in lines]


def test_the_answers_of_an_earlier_revision_are_refused(small_house):
    """Who holds the database cannot take back what was corrected."""
    record = small_house.submit()
    small_house.submit(record_id=record.record_id)
    before, now = sorted(rows.revisions(small_house), key=lambda row: row.number)

    change(small_house, now, sealed=before.sealed)

    with pytest.raises(Tampered):
        view(small_house, record)


def test_a_mail_is_not_sent_to_another_recipients_address(small_house):
    typed = [TO_IDA, TO_CANARY]
    small_house.submit(sending=sending(typed=typed))
    small_house.work(JobKind.RENDER)
    one, other = rows.rows(small_house, DeliveryRow)

    change(small_house, one, sealed=other.sealed)
    small_house.work()

    [dead] = [job for job in rows.job_rows(small_house) if job.state == JobState.DEAD]
    assert (dead.subject_id, dead.last_code) == (one.id, "tampered")
    assert len(small_house.mails()) == 1


def test_destroying_a_key_reaches_every_backup(small_house, tmp_path):
    """PROMISES 7: the backups of database and files stay, and tell nothing any more."""
    record = small_house.submit(**SECRET)
    others = [small_house.submit("notes") for _ in range(2)]
    small_house.work()
    old = tmp_path / "backup"
    shutil.copytree(small_house.tools.files.root, old / "files")
    with closing(connect(small_house.engine.url.database)) as database:
        database.execute("VACUUM INTO ?", (str(old / "handslag.db"),))

    small_house.tools.vault.destroy(record.record_id)

    address = f"sqlite:///{old}/handslag.db"
    restored = open_tools(replace(small_house.settings, database_url=address))
    restored = replace(restored, files=Files(old / "files"))
    with pytest.raises(Erased):
        view(small_house, record, restored)
    assert view(small_house, others[0], restored).latest.title
    assert none_opens(small_house, record)
    restored.close()


def none_opens(house, record):
    """Whether no key that is left opens what the record's key has sealed."""
    [row] = rows.rows(house, RevisionRow, RevisionRow.record_id == record.record_id)
    left = list(house.tools.vault.shelf.subjects())
    for subject in left:
        box = replace(
            house.tools.vault.box(subject, row.organisation_id),
            subject=record.record_id,
        )
        with pytest.raises(Tampered):
            box.open(row.sealed_title, what="title:1")
    return record.record_id not in left and bool(left)


def test_the_mails_of_an_erased_record_are_called_off(small_house):
    record = small_house.submit()
    small_house.work(JobKind.RENDER)

    small_house.tools.vault.destroy(record.record_id)
    small_house.work()

    assert small_house.mails() == []
    assert rows.one_job(small_house).state == JobState.CANCELLED


def test_a_request_repeated_after_the_erasure_brings_nothing_back(small_house):
    """Mutant: the same key of the caller's makes the record a second time."""
    record = small_house.submit(key="k")

    small_house.tools.vault.destroy(record.record_id)

    for again in ({"key": "k"}, {"record_id": record.record_id}):
        with pytest.raises(Erased):
            small_house.submit(**again)
    assert len(rows.revisions(small_house)) == 1


def test_a_record_whose_key_is_lost_gets_no_second_one(small_house):
    """Mutant: a correction makes a new key, and what the old one sealed stays shut."""
    record = small_house.submit()
    [key] = small_house.tools.vault.shelf.root.rglob(f"{record.record_id}.key")
    kept = key.rename(key.with_suffix(".elsewhere"))

    with pytest.raises(KeyMissing):
        small_house.submit(record_id=record.record_id)

    kept.rename(key)
    assert len(view(small_house, record).revisions) == 1


def test_without_its_key_a_page_says_which_one_is_missing(small_house):
    record = small_house.submit()
    browser = Browser(create_app(without_keys(small_house)).test_client()).sign_in()

    page = browser.open(f"/records/{record.record_id}")

    assert page.status == 503
    assert "Krypteringsnyckeln demo saknas" in page.text
    with pytest.raises(KeyMissing, match="demo"):
        view(small_house, record, without_keys(small_house))


def test_mails_wait_for_a_missing_key_and_go_when_it_is_back(small_house):
    small_house.submit()
    small_house.work(JobKind.RENDER)
    blind = replace(small_house, tools=without_keys(small_house))
    blind.work()
    job = rows.one_job(small_house)
    assert (job.state, job.last_code) == (JobState.READY, "key_missing")

    rows.make_everything_due(small_house)
    small_house.work()

    assert len(small_house.mails()) == 1


@pytest.mark.parametrize("way", ["sent", "thrown away"])
def test_a_draft_goes_with_its_key(small_house, way):
    tools, actor = small_house.tools, small_house.actor
    draft = save_draft(tools, actor, kind="minutes", now=NOW, **SECRET)
    assert draft.id in set(tools.vault.shelf.subjects())

    drop = {"sent": submit_draft, "thrown away": discard_draft}[way]
    drop(tools, actor, draft.id, now=NOW)

    assert list_drafts(tools, actor) == ()
    assert draft.id not in set(tools.vault.shelf.subjects())


def test_the_groups_of_the_latest_sending_read_the_record(small_house):
    """Mutant: the groups of all sendings, so that a group can never be left out."""
    with Session(small_house.engine) as session:
        first, second = sorted(group_ids(session))
    record = small_house.submit(sending=sending(groups=[str(first), str(second)]))
    small_house.submit(
        record_id=record.record_id, sending=sending(groups=[str(second)])
    )

    [row] = rows.rows(small_house, RecordGroupRow)
    assert (row.record_id, row.group_id) == (record.record_id, second)


def group_ids(session):
    return session.scalars(select(Base.metadata.tables["team"].c.id)).all()
