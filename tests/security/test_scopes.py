"""A key does what its scopes say at every operation of the API, and nothing else."""

from uuid import uuid4

import pytest

from service import api
from service.actions.access import create_api_key
from service.actions.register import list_groups, list_people
from service.core.permits import SCOPES, Act, Scope
from tests.actions.people import person
from tests.api.program import PREFIX, Program, open_program
from tests.house import NOW, sending
from tests.security.matrix.routes import Route, routes

REGISTER = (Scope.READ_REGISTER, Scope.WRITE_REGISTER)


@pytest.fixture
def program(small_house) -> Program:
    return open_program(small_house)


@pytest.fixture
def operations(small_house) -> list[Route]:
    """Every operation that needs a key, with the act it names."""
    app, _ = api.create_api(small_house.tools, trusted_hosts=None)
    return [one for one in routes("api", app) if one.act is not Act.ANYBODY]


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_opens_what_the_table_says_and_nothing_else(program, operations, scope):
    narrow = with_scopes(program, scope)
    answers = {one.label: asked(narrow, one) for one in operations}

    assert len(answers) > 20
    assert 401 not in answers.values()
    assert {label for label, status in answers.items() if status != 403} == {
        one.label for one in operations if one.act in SCOPES[scope]
    }


def test_two_scopes_open_what_each_of_them_opens(program, operations):
    both = with_scopes(program, Scope.READ_RECORDS, Scope.RUN_JOBS)
    opened = {one.act for one in operations if asked(both, one) != 403}

    assert opened == {Act.SIGNED_IN, Act.READ_RECORD, Act.RUN_JOBS}


def test_a_refusal_says_what_is_missing_and_nothing_about_what_is_there(program):
    narrow = with_scopes(program, Scope.READ_REGISTER)
    there = program.house.submit().record_id

    refused = [narrow.get(f"/records/{one}") for one in (there, uuid4())]

    assert {answer.status_code for answer in refused} == {403}
    assert refused[0].get_json()["title"] == refused[1].get_json()["title"]


def test_a_confidential_record_is_there_for_keys_made_for_it(program):
    record_id = str(
        program.house.submit(sending=sending(classification="confidential")).record_id
    )
    usual = with_scopes(program, Scope.WRITE_RECORDS)
    trusted = with_scopes(program, Scope.READ_RECORDS, Scope.CONFIDENTIAL)

    assert usual.get(f"/records/{record_id}").status_code == 404
    assert usual.post(f"/records/{record_id}/recall").status_code == 404
    assert usual.get("/records").get_json() == []
    assert trusted.get(f"/records/{record_id}").status_code == 200
    assert [one["id"] for one in trusted.get("/records").get_json()] == [record_id]


def test_no_key_sees_who_is_protected(program):
    house = program.house
    [group, *_] = list_groups(house.tools, house.actor)
    hidden = group.memberships[0].person
    person(house, hidden.name, hidden.email, protected=True, person_id=hidden.id)
    keeper = with_scopes(program, *REGISTER)

    answers = [
        keeper.get("/people"),
        keeper.get("/groups"),
        keeper.get(f"/groups/{group.id}"),
        keeper.get("/people", query_string={"search": hidden.name.split()[0]}),
    ]

    assert all(hidden.name not in answer.text for answer in answers)
    assert all(hidden.email not in answer.text for answer in answers)
    [masked] = [one for one in answers[0].get_json() if one["masked"]]
    assert masked["id"] == str(hidden.id)
    assert keeper.get(f"/people/{hidden.id}").status_code == 404
    change = {"name": "X", "email": "x@example.se", "protected": False}
    assert keeper.put(f"/people/{hidden.id}", change).status_code == 404


def test_a_key_may_protect_somebody_and_then_sees_them_no_more(program):
    keeper = with_scopes(program, *REGISTER)
    body = {"name": "Elsa Berg", "email": "elsa@example.se", "protected": True}

    made = keeper.post("/people", body)

    assert (made.status_code, made.get_json()["masked"]) == (201, True)
    assert "Elsa" not in made.text + keeper.get("/people").text
    house = program.house
    assert "Elsa Berg" in [one.name for one in list_people(house.tools, house.actor)]


def with_scopes(program: Program, *scopes: Scope) -> Program:
    """Return a program at the same door whose key has these scopes only."""
    house = program.house
    key = create_api_key(house.tools, house.actor, name="few", scopes=scopes, now=NOW)
    return Program(house, program.client, key)


def asked(program: Program, one: Route) -> int:
    """Ask about what nobody has, with an empty body; return the status."""
    ids = {thing: uuid4() for thing in one.things}
    address = one.address(ids).removeprefix(PREFIX)
    body = {} if one.method == "GET" else {"json": {}}
    return program.ask(one.method, address, **body).status_code
