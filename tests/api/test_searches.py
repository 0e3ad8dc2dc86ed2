"""Programs search by a body, never by an address."""

import pytest

from tests.api.program import pointers
from tests.search.looking_for import written


def test_records_are_found_a_page_at_a_time(house, program):
    record = written(house, title="Närvaro i skolan")

    answer = program.post("/searches", {"words": "skola", "kind": "minutes"})

    told = answer.get_json()
    [line] = told.pop("records")
    assert line["id"] == str(record)
    assert told == {"count": 1, "page": 1, "pages": 1}
    beyond = program.post("/searches", {"words": "skola", "page": 2})
    assert beyond.get_json()["records"] == []


def test_people_are_found_with_their_groups(asker):
    [found] = asker.post("/searches/people", {"words": "viberg soc"}).get_json()

    assert found["person"]["name"] == "Johanna Viberg"
    assert "Temagrupp barn och unga" in found["groups"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"kind": "poem"}, "/kind"),
        ({"since": "2020-13-01"}, "/since"),
        ({"page": 0}, "/page"),
        ({"sort": "name"}, "/sort"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(asker, body, place):
    answer = asker.post("/searches", body)

    assert answer.status_code == 422
    assert pointers(answer) == {place}
