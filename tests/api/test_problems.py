"""How the API says no: one form, two languages, no echo."""

from uuid import uuid4

import pytest

from service.core.errors import Unavailable
from service.core.sentence import Sentence
from tests.api.program import order, pointers

SECRET = "Hemlig-Person-9000"


def test_swedish_unless_another_language_is_asked_for(asker):
    swedish = asker.get(f"/records/{uuid4()}")
    english = asker.get(
        f"/records/{uuid4()}", headers={"Accept-Language": "de, en;q=0.5"}
    )

    assert swedish.headers["Content-Language"] == "sv"
    assert english.headers["Content-Language"] == "en"
    assert swedish.get_json()["title"] != english.get_json()["title"]


def test_the_place_of_a_problem_is_a_pointer(asker):
    body = order(actions=[{"what": "Skriv", "deadline": "2026-02-30"}])

    answer = asker.post("/records/minutes", body)

    assert answer.status_code == 422
    assert "/answers/actions/0/responsible" in pointers(answer)


def test_what_was_sent_is_not_repeated(asker):
    body = order(held_on=SECRET, chair="\u202e" + SECRET, place="x" * 300)
    body["sending"]["typed"] = [{"name": SECRET, "email": SECRET}]

    answer = asker.post("/records/minutes", body)

    assert answer.status_code == 422
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/records/minutes", 405),
        ("PATCH", "/drafts", 405),
        ("GET", "/records?before=yesterday", 422),
        ("GET", "/records?limit=0", 422),
        ("GET", "/records?colour=red", 422),
        ("GET", "/people?search=a&search=b", 400),
    ],
)
def test_every_refusal_is_a_problem(asker, method, path, status):
    answer = asker.ask(method, path)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == status


def test_a_refused_method_names_those_that_work(asker):
    assert "POST" in asker.get("/records/minutes").headers["Allow"]


def test_a_reader_of_other_formats_is_told_so(asker):
    answer = asker.get("/records", headers={"Accept": "text/csv"})

    assert answer.status_code == 406


def test_a_bug_tells_a_number_and_nothing_else(asker, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError(SECRET)

    monkeypatch.setattr("service.api.operations.records.list_records", broken)
    answer = asker.get("/records")

    assert answer.status_code == 500
    assert answer.mimetype == "application/problem+json"
    assert SECRET not in answer.text


def test_every_answer_is_guarded(asker):
    for answer in (asker.get("/records"), asker.get("/nothing")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_without_a_database_a_program_is_told_to_come_again(asker, monkeypatch):
    def away(*_, **__):
        raise Unavailable(Sentence("The service is busy."))

    monkeypatch.setattr("service.api.operations.records.list_records", away)
    answer = asker.get("/records")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
