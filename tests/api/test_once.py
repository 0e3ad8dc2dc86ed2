"""Bad input, rows J22 and J23: an order is carried out once, under its key."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from service.actions import submitting
from tests.api.program import open_program, open_stranger, order
from tests.house import open_house

ODD_KEYS = {
    "empty": "",
    "a space": "a b",
    "not ASCII": "nyckel-å",
    "too long": "x" * 256,
    "a megabyte": "x" * 1_000_000,
    "a control": "a\x7f",
}


@pytest.mark.parametrize("key", list(ODD_KEYS.values()), ids=list(ODD_KEYS))
def test_j22_an_odd_key_is_refused(small_program, key):
    sent = {"Idempotency-Key": key}

    answer = small_program.post("/records/minutes", order(), headers=sent)

    assert answer.status_code == 400
    assert small_program.get("/records").get_json() == []


def test_the_longest_key_is_taken(small_program):
    sent = {"Idempotency-Key": "x" * 255}

    answer = small_program.post("/records/minutes", order(), headers=sent)

    assert answer.status_code == 201


def test_the_same_order_is_carried_out_once(program):
    sent = {"Idempotency-Key": "april-2026"}

    first = program.post("/records/minutes", order(), headers=sent)
    second = program.post("/records/minutes", order(), headers=sent)
    program.house.work()

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.get_json() == {**first.get_json(), "replayed": True}
    assert len(program.house.mails()) == 1


def test_j23_a_key_is_for_one_order_only(program):
    sent = {"Idempotency-Key": "april-2026"}
    program.post("/records/minutes", order(), headers=sent)

    other = program.post("/records/minutes", order(place="Sal 4"), headers=sent)

    assert other.status_code == 422
    assert len(program.get("/records").get_json()) == 1


def test_j23_the_keys_of_others_are_their_own(program):
    stranger = open_stranger(program)
    sent = {"Idempotency-Key": "april-2026"}
    program.post("/records/minutes", order(), headers=sent)

    other = stranger.post("/records/minutes", order(place="Sal 4"), headers=sent)

    assert other.status_code == 201


def test_j23_a_key_in_flight_asks_to_come_again(services, tmp_path, monkeypatch):
    """On SQLite writers queue instead, for as long as fifteen seconds."""
    begun, may_go_on = Event(), Event()

    def wait(name):
        if name == "submit.before_commit":
            begun.set()
            may_go_on.wait(timeout=60)

    database = services.database("postgresql", tmp_path)
    sent = {"Idempotency-Key": "april-2026"}
    with open_house(database, services, tmp_path) as house, ThreadPoolExecutor() as own:
        program = open_program(house)
        monkeypatch.setattr(submitting, "failpoint", wait)
        first = own.submit(program.post, "/records/minutes", order(), headers=sent)
        begun.wait(timeout=60)
        second = program.post("/records/minutes", order(), headers=sent)
        may_go_on.set()

        assert first.result().status_code == 201
        assert second.status_code == 409
        assert int(second.headers["Retry-After"]) >= 1
