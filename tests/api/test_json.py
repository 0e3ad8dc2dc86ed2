"""Bad input, rows J: bodies that readers disagree about, and what surrounds them."""

import pytest

from tests.api.program import order, pointers

CANNOT_BE_READ = {
    "J1 nested lists": b"[" * 100_000,
    "J1 nested objects": b'{"a":' * 50_000,
    "J1 nested and closed": b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "J2 a name twice": b'{"kind":"notes","kind":"minutes","answers":{}}',
    "J2 a name twice further in": b'{"kind":"notes","answers":{"a":1,"a":2}}',
    "J4 five thousand digits": b'{"kind":' + b"1" * 5_000 + b"}",
    "J10 nothing": b"",
    "J11 UTF-16": '{"kind":"notes","answers":{}}'.encode("utf-16"),
    "J11 UTF-16 without a mark": '{"kind":"notes"}'.encode("utf-16-le"),
    "J11 a mark": '\ufeff{"kind":"notes","answers":{}}'.encode(),
    "J12 Latin-1": '{"kind":"åäö"}'.encode("latin-1"),
    "a comment": b"{} // hello",
    "two values": b"{}{}",
    "half an escape": b'{"kind":"\\',
    "quotes that never end": b'"\\"' * 40_000,
}
NOT_A_NUMBER = {
    "J3 NaN": b"NaN",
    "J3 infinity": b"-Infinity",
    "J3 1e999": b"1e999",
    "J5 2^63": b"9223372036854775808",
}
NOT_A_WHOLE_NUMBER = {
    "J5 2^63 - 1": 2**63 - 1,
    "J6 a fraction": 3.7,
    "J6 a fraction of nothing": 3.0,
    "J7 true": True,
    "J8 Arabic digits": "١٢",
    "zero": 0,
    "less than zero": -1,
}
WRONG_MEDIA = (
    "",
    "text/plain",
    "text/plain; charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/vnd.api+json",
    "application/json; charset=latin-1",
    "application/json; charset=utf-16",
)
GOOD = b'{"kind": "notes", "answers": {}}'


def rows(name, table):
    return pytest.mark.parametrize(name, list(table.values()), ids=list(table))


@rows("body", CANNOT_BE_READ)
def test_what_readers_would_disagree_about_is_not_read(asker, body):
    answer = asker.raw(body)

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


@rows("number", NOT_A_NUMBER)
def test_numbers_that_cannot_be_stored_are_refused_at_their_place(asker, number):
    answer = asker.raw(b'{"kind":"notes","answers":{"a":[' + number + b"]}}")

    assert answer.status_code == 422
    assert pointers(answer) == {"/answers/a/0"}


@rows("number", NOT_A_WHOLE_NUMBER)
def test_a_whole_number_is_never_guessed(asker, number):
    answer = asker.post("/records/minutes", order(next_meetings_item=number))

    assert answer.status_code == 422
    assert pointers(answer) == {"/answers/next_meetings_item"}


@pytest.mark.parametrize("yes", ["yes", 1, "on", "true", None, []])
def test_j7_only_true_means_yes(asker, yes):
    answer = asker.post("/people", {"name": "Åsa Ek", "protected": yes})

    assert answer.status_code == 422
    assert pointers(answer) == {"/protected"}


def test_j9_what_nobody_asked_for_is_refused(asker):
    person = asker.post("/people", {"name": "Åsa Ek", "role": "admin"})
    record = asker.post("/records/minutes", {**order(), "organisation_id": "x"})
    within = asker.post("/records/minutes", order(saved_by="somebody"))

    assert pointers(person) == {"/role"}
    assert pointers(record) == {"/organisation_id"}
    assert pointers(within) == {"/answers/saved_by"}


@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"1", b"true"])
def test_j10_a_body_is_an_object(asker, body):
    answer = asker.raw(body)

    assert answer.status_code == 422
    assert pointers(answer) == {""}


def test_j10_an_empty_object_lacks_what_is_needed(asker):
    answer = asker.raw(b"{}")

    assert pointers(answer) == {"/kind", "/answers"}


@pytest.mark.parametrize("media_type", WRONG_MEDIA)
def test_j13_a_body_says_that_it_is_json(asker, media_type):
    answer = asker.raw(GOOD, media_type=media_type)

    assert answer.status_code == 415
    assert answer.mimetype == "application/problem+json"


def test_j13_a_body_that_says_it_is_json_is_read(small_program):
    answer = small_program.raw(GOOD, media_type="application/json; charset=UTF-8")

    assert answer.status_code == 201


def test_a_packed_body_is_not_unpacked(asker):
    answer = asker.ask(
        "POST",
        "/drafts",
        data=GOOD,
        content_type="application/json",
        headers={"Content-Encoding": "gzip"},
    )

    assert answer.status_code == 415


def test_j14_a_body_beyond_the_limit_is_not_read(asker):
    assert asker.raw(b" " * 501 * 1024 + GOOD).status_code == 413
