"""A stored document is the one that was drawn, or it is told by its id (P20)."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from service.actions.stocktaking import verify_files
from service.store.keyring import Keyring
from service.store.revisions import file_place
from service.store.tables.records import RecordRow, RenditionRow
from service.store.vault import Vault
from tests.house import NOW
from tests.jobs import rows


@pytest.fixture
def stored(small_house):
    """A house with a record in two versions: six files."""
    record = small_house.submit()
    small_house.submit(record_id=record.record_id)
    small_house.work()
    return small_house


def wrong(house):
    return {one.rendition_id: str(one.wrong) for one in verdicts(house) if one.wrong}


def verdicts(house):
    return list(verify_files(house.tools))


def pdfs(house):
    """Return the PDF of the first version and of the second."""
    numbers = {row.id: row.number for row in rows.revisions(house)}
    made = [row for row in rows.renditions(house) if row.format == "pdf"]
    return sorted(made, key=lambda row: numbers[row.revision_id])


def place_of(house, row):
    [file] = house.tools.files.root.rglob(row.stored)
    return file


def change(house, row, **values):
    with Session(house.engine) as session, session.begin():
        session.execute(
            update(RenditionRow).where(RenditionRow.id == row.id).values(values)
        )


def test_what_was_drawn_is_sound(house):
    house.submit()
    house.work()

    assert {one.rendition_id for one in verdicts(house)} == ids(house)
    assert wrong(house) == {}


def ids(house) -> set[UUID]:
    return {row.id for row in rows.renditions(house)}


@pytest.mark.parametrize("at", [0, 12, 1_000, -1])
def test_one_bit_flipped_is_told(stored, at):
    first, _ = pdfs(stored)
    content = bytearray(place_of(stored, first).read_bytes())
    content[at] ^= 1
    place_of(stored, first).write_bytes(bytes(content))

    assert wrong(stored) == {first.id: "The file has been changed on disk."}


@pytest.mark.parametrize("end", [b"x", b""], ids=["longer", "shorter"])
def test_bytes_added_or_cut_off_are_told(stored, end):
    first, _ = pdfs(stored)
    content = place_of(stored, first).read_bytes()
    place_of(stored, first).write_bytes(content + end if end else content[:-1])

    assert wrong(stored).keys() == {first.id}


def test_two_files_exchanged_on_disk_are_both_told(stored):
    one, other = (place_of(stored, row) for row in pdfs(stored))
    kept = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(kept)

    assert wrong(stored).keys() == {row.id for row in pdfs(stored)}


def test_two_files_exchanged_in_their_rows_too_are_both_told(stored):
    """Mutant: hashes alone, which whoever holds the database writes anew."""
    one, other = pdfs(stored)
    for row, new in ((one, other), (other, one)):
        values = {name: getattr(new, name) for name in ("stored", "sha256", "size")}
        change(stored, row, **values)

    moved = "What is stored has been changed or exchanged."
    assert wrong(stored) == {one.id: moved, other.id: moved}


def test_an_old_version_put_back_is_told(stored):
    old, new = pdfs(stored)
    change(stored, new, stored=old.stored, sha256=old.sha256, size=old.size)

    assert wrong(stored).keys() == {new.id}


def test_a_missing_file_is_told(stored):
    first, _ = pdfs(stored)
    place_of(stored, first).unlink()

    assert wrong(stored) == {first.id: "The file is missing."}


def test_a_file_that_was_sealed_but_never_drawn_is_told(stored):
    """Whoever has the keys, too, still cannot change what the row says it is."""
    first, _ = pdfs(stored)
    [revision] = [r for r in rows.revisions(stored) if r.id == first.revision_id]
    box = stored.tools.vault.box(revision.record_id, revision.organisation_id)
    forged = box.seal(b"%PDF-1.7 forged", what=file_place(revision.number, "pdf"))
    change(stored, first, stored=stored.tools.files.put(forged))

    assert wrong(stored) == {first.id: "The file is not the one that was drawn."}


def test_without_its_key_a_file_is_not_called_sound(stored):
    vault = Vault(stored.tools.vault.shelf, Keyring({"other": bytes(32)}))
    stored.tools = replace(stored.tools, vault=vault)

    assert set(wrong(stored).values()) == {"The encryption key demo is missing."}


def test_what_is_erased_has_no_files_to_miss(stored):
    with Session(stored.engine) as session, session.begin():
        session.execute(update(RecordRow).values(erased_at=NOW))
    for row in rows.renditions(stored):
        place_of(stored, row).unlink()

    assert verdicts(stored) == []
