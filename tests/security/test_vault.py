"""What is sealed opens at its own place, and is refused anywhere else."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as any_

from service.core.errors import Erased, KeyMissing, Tampered
from service.store.keyring import NONCE_BYTES, Keyring
from service.store.vault import FORMAT, HEAD_BYTES, Box, Vault

OURS, THEIRS, RECORD, OTHER = (UUID(int=number) for number in range(1, 5))
BOX = Box(RECORD, OURS, bytes(range(32)))
PLACE = "answers:1"
JSON = any_.recursive(
    any_.none() | any_.booleans() | any_.integers() | any_.text(),
    lambda inner: any_.lists(inner) | any_.dictionaries(any_.text(), inner),
    max_leaves=8,
)


@pytest.fixture
def vault(tmp_path):
    return Vault.at(tmp_path / "keys", Keyring({"2026": bytes(range(32))}))


@given(any_.binary(), any_.text())
def test_what_goes_in_comes_out(content, place):
    assert BOX.open(BOX.seal(content, what=place), what=place) == content


@given(JSON)
def test_answers_come_out_as_they_went_in_and_in_their_order(value):
    again = BOX.open_json(BOX.seal_json(value, what=PLACE), what=PLACE)

    assert again == value
    assert repr(again) == repr(value)


@pytest.mark.parametrize(
    ("box", "place"),
    [
        (BOX, "answers:2"),
        (BOX, "title:1"),
        (BOX, ""),
        (Box(OTHER, OURS, BOX.data_key), PLACE),
        (Box(RECORD, THEIRS, BOX.data_key), PLACE),
        (Box(RECORD, OURS, bytes(32)), PLACE),
    ],
    ids=["revision", "part", "no place", "record", "organisation", "key"],
)
def test_moved_to_another_place_it_does_not_open(box, place):
    """Mutants: each part of what the seal is bound to, left out."""
    sealed = BOX.seal(b"what was said", what=PLACE)

    with pytest.raises(Tampered):
        box.open(sealed, what=place)


@given(any_.binary(max_size=40), any_.data())
def test_one_bit_changed_and_it_does_not_open(content, data):
    sealed = bytearray(BOX.seal(content, what=PLACE))
    bit = data.draw(any_.integers(0, 8 * len(sealed) - 1))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Tampered):
        BOX.open(bytes(sealed), what=PLACE)


@given(any_.binary(max_size=40))
def test_what_was_never_sealed_does_not_open(content):
    with pytest.raises(Tampered):
        BOX.open(content, what=PLACE)


def test_a_nonce_serves_one_content_only():
    """Mutant: a counter that begins anew, or a nonce made of too little."""
    nonces = {
        BOX.seal(b"%d" % number, what=PLACE)[len(FORMAT) : HEAD_BYTES]
        for number in range(100_000)
    }

    assert len(nonces) == 100_000
    assert {len(nonce) for nonce in nonces} == {NONCE_BYTES}


def test_the_same_content_of_two_places_has_two_nonces():
    """Else whoever holds both learns from their difference what they hold."""
    titles = {BOX.seal(b"Protokoll", what=f"title:{n}")[:HEAD_BYTES] for n in range(9)}

    assert len(titles) == 9


def test_sealing_twice_gives_the_same_bytes():
    assert len({BOX.seal(b"the same", what=PLACE) for _ in range(3)}) == 1


def test_every_record_has_a_key_of_its_own(vault):
    keys = {vault.new_box(uuid4(), OURS).data_key for _ in range(20)}

    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}


def test_a_box_is_made_once_even_by_many_at_once(vault):
    with ThreadPoolExecutor(8) as pool:
        boxes = list(pool.map(lambda _: vault.new_box(RECORD, OURS), range(32)))

    assert set(boxes) == {vault.box(RECORD, OURS)}


def test_many_threads_may_share_a_box():
    def there_and_back(number):
        content = b"%d" % number * 1_000
        return BOX.open(BOX.seal(content, what=PLACE), what=PLACE) == content

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(there_and_back, range(400)))


def test_a_key_that_was_never_made_is_missing_and_not_erased(vault):
    with pytest.raises(KeyMissing, match=str(RECORD)):
        vault.box(RECORD, OURS)


def test_a_key_opens_nothing_for_another_organisation(vault):
    vault.new_box(RECORD, OURS)

    for make in (vault.box, vault.new_box):
        with pytest.raises(Tampered):
            make(RECORD, THEIRS)


def test_a_destroyed_key_is_gone_for_good(vault):
    """Mutant: the next who asks for a new box gives the record a new life."""
    vault.new_box(RECORD, OURS)
    for _ in range(2):
        vault.destroy(RECORD)

    for make in (vault.box, vault.new_box):
        with pytest.raises(Erased):
            make(RECORD, OURS)


def test_no_key_is_ever_shown(vault):
    box = vault.new_box(RECORD, OURS)

    assert repr(box.data_key) not in repr(box) + repr(vault)
    assert repr(bytes(range(32))) not in repr(vault)
