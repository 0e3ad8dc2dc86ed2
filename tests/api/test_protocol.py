"""Bad input, rows J: what surrounds a body."""

import pytest

from tests.api.program import order, pointers

GOOD = {"kind": "notes", "answers": {}}


def test_j16_a_body_changes_nothing_for_a_reader(asker):
    answer = asker.ask("GET", "/drafts", data=b"[" * 1000)

    assert answer.status_code == 200


def test_j16_head_tells_what_get_would(asker):
    answer = asker.ask("HEAD", "/drafts")

    assert (answer.status_code, answer.data) == (200, b"")


def test_j16_methods_cannot_be_disguised(small_program):
    draft = small_program.post("/drafts", GOOD).get_json()
    address = f"/drafts/{draft['id']}"
    disguise = {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "DELETE"}

    assert small_program.ask("TRACE", address).status_code == 405
    asked = small_program.get(address + "?_method=DELETE", headers=disguise)
    posted = small_program.post(address, {"_method": "DELETE"}, headers=disguise)

    assert (asked.status_code, posted.status_code) == (200, 405)
    assert small_program.get(address).status_code == 200


@pytest.mark.parametrize("query", ["search=a&search=b", "search=&search=", "x=1&x=1"])
def test_j18_a_parameter_is_given_once(asker, query):
    assert asker.get(f"/people?{query}").status_code == 400


PATHS = (
    "//",
    "//records",
    "/records//",
    "/records/",
    "/%2e%2e/records",
    "/records/%2e%2e/%2e%2e",
    "/records/%00",
    "/records/%c0%ae%c0%ae",
    "/records/%ff",
    "/RECORDS",
    "/records;x=1",
)


@pytest.mark.parametrize("path", PATHS)
def test_j19_an_address_is_taken_as_it_is(asker, path):
    answer = asker.get(path)

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_j20_a_list_too_long_is_refused_before_it_is_read(asker):
    body = order(to=[{}] * 201)

    answer = asker.post("/records/minutes", body)

    assert pointers(answer) == {"/sending/typed"}


def test_j21_a_weight_that_is_no_number_is_no_reason_to_stop(asker):
    answer = asker.get("/records", headers={"Accept": "*/*;q=abc"})

    assert answer.status_code == 200


def test_j21_a_large_cookie_is_not_looked_at(asker):
    answer = asker.get("/records", headers={"Cookie": "a=" + "x" * 8192})

    assert answer.status_code == 200
