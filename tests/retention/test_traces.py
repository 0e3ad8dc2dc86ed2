"""Of what was erased nothing can be read: not here, on disk, or in an older backup."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select
from sqlalchemy.orm import Session

from service.actions import holding
from service.actions.drafts import correct
from service.actions.shipping import read_archive, request_archive
from service.core.errors import Erased, Refused, Tampered
from service.core.jobs import JobKind
from service.store import revisions
from service.store.engine import open_engine
from service.store.keyring import Keyring
from service.store.tables.audit import AuditEventRow, AuditSaltRow
from service.store.tables.records import RevisionRow
from service.store.vault import Box, Vault
from tests.house import NOW
from tests.jobs import rows
from tests.retention.keeping import CANARY, ask, begin_plan, old_record, registrar

OUTSIDE = "mail"  # the mailbox of the tests: what was mailed has left


@pytest.fixture
def erased(house):
    """A record with a draft, a hold and a package, all of it gone: its id."""
    begin_plan(house)
    record_id, who = old_record(house), registrar(house)
    correct(house.tools, house.actor, record_id, now=NOW)
    holding.hold(house.tools, who, record_id, {"reason": CANARY}, now=NOW)
    [held] = holding.get_keeping(house.tools, who, record_id, now=NOW).holds
    again = {"reason": CANARY}
    holding.lift(house.tools, who, record_id, held.id, again, now=NOW)
    erasure_id = ask(house, record_id)
    house.work(JobKind.ERASE)
    return record_id, erasure_id


def test_no_table_and_no_file_holds_a_word_of_it(house, erased):
    needles = [CANARY.encode(), CANARY.encode("utf-16-le"), b"canary@example.se"]

    assert _found(_all_rows(house), needles) == []
    assert _found(_all_files(house), needles) == []


def test_nothing_sealed_is_left_of_it(house, erased):
    record_id, _ = erased
    subjects = {str(subject) for subject in house.tools.vault.shelf.subjects()}

    assert str(record_id) not in subjects
    assert [row.sealed for row in rows.rows(house, RevisionRow)] == [b""]
    assert rows.renditions(house) == []
    assert [row.link_hash for row in rows.deliveries(house)] == [None]
    assert rows.rows(house, AuditSaltRow, *_of_chain(record_id)) == []


def test_a_backup_from_before_cannot_be_read_with_the_keys_of_today(small_house):
    """The keys' folder is mirrored, never archived: that is all it takes."""
    begin_plan(small_house)
    record_id = old_record(small_house)
    copy = _backup(small_house)
    assert CANARY.encode() not in b"".join(_contents(copy))
    ask(small_house, record_id)
    small_house.work(JobKind.ERASE)

    revision, vault = _revision_in(copy), _vault_of_today(small_house)
    owner = revision.organisation_id
    with pytest.raises(Erased):
        vault.box(record_id, owner)
    for subject in vault.shelf.subjects():
        any_key = Box(record_id, owner, vault.box(subject, owner).data_key)
        with pytest.raises(Tampered):
            any_key.open(revision.sealed, what=revisions.answers_place(1))


def test_a_package_goes_with_a_record_in_it(house):
    begin_plan(house)
    record_id, today = old_record(house), datetime.now(UTC)
    who = registrar(house, proven_at=today)
    archive_id = request_archive(house.tools, who, [record_id], now=today)
    house.work(JobKind.ARCHIVE)
    assert read_archive(house.tools, who, archive_id, now=today)
    ask(house, record_id)

    house.work(JobKind.ERASE)

    with pytest.raises(Refused):
        read_archive(house.tools, who, archive_id, now=today)
    assert len(list(_files_of(house))) == 1  # the certificate


def _of_chain(record_id):
    events = select(AuditEventRow.id).where(AuditEventRow.chain_id == record_id)
    return (AuditSaltRow.event_id.in_(events),)


def _found(contents, needles: list[bytes]) -> list[bytes]:
    return [needle for held in contents for needle in needles if needle in held]


def _all_rows(house):
    """Yield each row of each table, as it would stand in a dump."""
    tables = MetaData()
    with house.engine.connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            for row in connection.execute(select(table)):
                yield b"|".join(_as_bytes(value) for value in row)


def _as_bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _all_files(house):
    """Yield the content of every file of the house: database, documents, keys."""
    for file in house.settings.var.rglob("*"):
        if file.is_file() and OUTSIDE not in file.parts:
            yield file.read_bytes()


def _files_of(house):
    return (file for file in house.tools.files.root.rglob("*") if file.is_file())


def _backup(house) -> Path:
    """Copy database and documents, as a backup does; the keys stay where they are."""
    var = house.settings.var
    copy = var.parent / f"{var.name}-backup"
    copy.mkdir()
    shutil.copytree(house.tools.files.root, copy / "files")
    live, held = (sqlite3.connect(home / "handslag.db") for home in (var, copy))
    live.backup(held)
    live.close()
    held.close()
    return copy


def _contents(folder: Path):
    return (file.read_bytes() for file in folder.rglob("*") if file.is_file())


def _revision_in(copy: Path) -> RevisionRow:
    with Session(open_engine(f"sqlite:///{copy}/handslag.db")) as session:
        return session.scalars(select(RevisionRow)).one()


def _vault_of_today(house) -> Vault:
    """Return what somebody has who restores the backup: today's keys, all of them."""
    settings = house.settings
    return Vault.at(Path(settings.keys_url), Keyring(settings.encryption_keys))
