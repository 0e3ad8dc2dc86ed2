"""Data keys on disk: wrapped, bound to whose they are, and exchanged while in use."""

import shutil
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID, uuid4

import pytest

from service.actions.rotating import rotate, wrapping
from service.core.errors import Erased, KeyMissing, Tampered
from service.store.keyring import Keyring
from service.store.vault import Vault

OURS, RECORD, OTHER = (UUID(int=number) for number in range(1, 4))
OLD, NEW = bytes(range(32)), bytes(range(100, 132))
BEFORE, BOTH, AFTER = ({"old": OLD}, {"new": NEW, "old": OLD}, {"new": NEW})


@pytest.fixture
def vaults(tmp_path):
    """Return the same folder as it opens with these wrapping keys."""
    return lambda keys: Vault.at(tmp_path / "keys", Keyring(keys))


class House:
    """What the action needs of the tools."""

    def __init__(self, vault):
        self.vault = vault


def exchange(vault):
    return [step for step in rotate(House(vault)) if step.wrong]


def file_of(vault, subject):
    [file] = vault.shelf.root.rglob(f"{subject}.key")
    return file


def test_after_a_rotation_the_old_key_is_needed_no_more(vaults):
    boxes = [vaults(BEFORE).new_box(uuid4(), OURS) for _ in range(5)]

    assert exchange(vaults(BOTH)) == []

    assert [vaults(AFTER).box(box.subject, OURS) for box in boxes] == boxes
    assert wrapping(House(vaults(AFTER))).used == {"new": 5}


def test_a_second_rotation_writes_nothing(vaults):
    vaults(BEFORE).new_box(RECORD, OURS)
    exchange(vaults(BOTH))
    once = file_of(vaults(BOTH), RECORD).read_bytes()

    exchange(vaults(BOTH))

    assert file_of(vaults(BOTH), RECORD).read_bytes() == once


def test_an_old_key_taken_away_too_early_is_named_and_nothing_is_lost(vaults):
    box = vaults(BEFORE).new_box(RECORD, OURS)

    with pytest.raises(KeyMissing, match="old") as problem:
        vaults(AFTER).box(RECORD, OURS)

    assert b64encode(OLD).decode() not in str(problem.value)
    assert [step.subject for step in rotate(House(vaults(AFTER))) if step.wrong]
    assert wrapping(House(vaults(AFTER))).missing == {"old": 1}
    assert vaults(BOTH).box(RECORD, OURS) == box


def test_everybody_goes_on_reading_meanwhile(vaults):
    boxes = [vaults(BEFORE).new_box(uuid4(), OURS) for _ in range(8)]
    reader, over = vaults(BOTH), Event()

    def read_on():
        read = 0
        while not over.is_set() or not read:
            read += sum(reader.box(box.subject, OURS) == box for box in boxes)
        return read

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read_on) for _ in range(2)]
        for first, second in ((BOTH, "new"), ({"old": OLD, "new": NEW}, "old")) * 2:
            assert exchange(vaults(first)) == []
            assert wrapping(House(reader)).used == {second: 8}
        over.set()

    assert all(reader.result() % 8 == 0 for reader in readers)


def test_a_key_destroyed_during_a_rotation_stays_destroyed(vaults):
    """Mutant: the rotation writes back what it read a moment before."""
    vault = vaults(BOTH)
    vaults(BEFORE).new_box(RECORD, OURS)
    old = vault.shelf.get(RECORD)

    vault.destroy(RECORD)

    assert not vault.shelf.replace(old, vault.keyring.rewrap(old))
    with pytest.raises(Erased):
        vault.box(RECORD, OURS)


def test_a_key_file_put_in_anothers_place_opens_nothing(vaults):
    """Else whoever can write to the folder gives one record the key of another."""
    vault = vaults(BEFORE)
    vault.new_box(RECORD, OURS)
    vault.new_box(OTHER, OURS)
    shutil.copy(file_of(vault, OTHER), file_of(vault, RECORD))

    with pytest.raises(Tampered):
        vault.box(RECORD, OURS)


@pytest.mark.parametrize("content", ["", "handslag-key-1", "x" * 400, "a b c d", "é"])
def test_a_damaged_key_file_is_told_as_damage(vaults, content):
    vault = vaults(BEFORE)
    vault.new_box(RECORD, OURS)
    file_of(vault, RECORD).write_text(content)

    with pytest.raises(Tampered):
        vault.box(RECORD, OURS)


def test_a_changed_id_of_the_wrapping_key_is_damage_too(vaults):
    vault = vaults(BEFORE)
    vault.new_box(RECORD, OURS)
    file = file_of(vault, RECORD)
    file.write_text(file.read_text().replace(" old ", " new "))

    with pytest.raises(Tampered):
        vaults({"new": OLD, "old": OLD}).box(RECORD, OURS)


def test_a_key_given_to_another_organisation_by_hand_opens_nothing(vaults):
    vault = vaults(BEFORE)
    vault.new_box(RECORD, OURS)
    file = file_of(vault, RECORD)
    file.write_text(file.read_text().replace(str(OURS), str(OTHER)))

    with pytest.raises(Tampered):
        vault.box(RECORD, OTHER)


def test_keys_are_readable_by_us_alone(vaults):
    vault = vaults(BEFORE)
    vault.new_box(RECORD, OURS)

    assert file_of(vault, RECORD).stat().st_mode & 0o777 == 0o600
    for folder in (vault.shelf.root, file_of(vault, RECORD).parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_destroying_takes_half_written_copies_along(vaults):
    """Mutant: what a killed rotation left brings the record back."""
    vault = vaults(BEFORE)
    vault.new_box(RECORD, OURS)
    key = file_of(vault, RECORD)
    shutil.copy(key, key.with_suffix(".half"))

    vault.destroy(RECORD)

    left = {file.name for file in key.parent.iterdir()}
    assert left == {"lock", f"{RECORD}.gone"}
    assert key.with_suffix(".gone").read_bytes() == b""
