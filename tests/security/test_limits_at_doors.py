"""Who asks too often is told how long to wait, at each door."""

from dataclasses import replace

import pytest

from tests.api.program import open_program, open_stranger
from tests.house import open_house


@pytest.fixture
def program(sqlite, services, tmp_path):
    with open_house(sqlite, services, tmp_path, API_PER_MINUTE="3") as house:
        yield open_program(house)


def test_a_key_that_asks_too_often_is_told_when_to_come_back(program):
    answers = [program.get("/kinds") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    refused = answers[-1]
    assert refused.mimetype == "application/problem+json"
    assert refused.get_json()["title"] == "För många anrop."
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_another_key_is_not_held_up(program):
    for _ in range(4):
        program.get("/kinds")

    assert open_stranger(program).get("/kinds").status_code == 200


def test_an_unknown_key_is_refused_and_not_counted(program):
    nobody = replace(program, key="hs_nobody")

    assert {nobody.get("/kinds").status_code for _ in range(5)} == {401}


def test_without_redis_programs_go_on(sqlite, services, tmp_path):
    lost = f"redis+socket://{tmp_path}/nobody.sock"
    with open_house(sqlite, services, tmp_path, REDIS_URL=lost) as house:
        assert open_program(house).get("/kinds").status_code == 200
