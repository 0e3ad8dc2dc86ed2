"""By the API a record is handed over as on its page, and its key says how far."""

from uuid import UUID

import pytest

from service.actions.access import create_api_key
from service.core.permits import Scope
from tests.actions.handing import noted, owner
from tests.api.program import Program, open_program, order, pointers
from tests.consent.asking import asked
from tests.house import NOW


@pytest.fixture
def program(small_house):
    return open_program(small_house)


def test_a_program_hands_a_consent_over_and_back(program, small_house):
    record_id, ida = asked(small_house), small_house.actor.account_id
    shown = program.get(f"/records/{record_id}/owner").get_json()
    [alex] = shown["colleagues"]
    assert (shown["owner"], alex["name"]) == ("Ida Broman", "Alex Winter")
    assert shown["goes_along"] == {"questions": 0, "papers": 0, "reminders": 2}

    body = {"account_id": alex["id"], "note": "Ring först.", "phone": ""}
    assert program.post(f"/records/{record_id}/owner", body).status_code == 204
    assert str(owner(small_house, record_id)) == alex["id"]

    assert program.post(f"/records/{record_id}/owner/back").status_code == 204
    assert owner(small_house, record_id) == ida
    assert all(by.startswith("key:") for by, _ in noted(small_house, "handed over"))


def test_what_a_program_made_gets_somebody_who_is_responsible(program, small_house):
    told = program.post("/records/notes", order("notes")).get_json()
    place = f"/records/{told['id']}/owner"
    assert program.get(place).get_json()["owner"] == ""
    alex = small_house.actor_of("alex.winter").account_id

    assert program.post(place, {"account_id": str(alex)}).status_code == 204

    assert owner(small_house, UUID(told["id"])) == alex
    assert program.post(f"{place}/back").status_code == 409  # no program takes it back


def test_who_cannot_take_it_is_told_at_its_place(program, small_house):
    record_id = asked(small_house)
    lena = small_house.actor_of("lena.frost").account_id

    told = program.post(f"/records/{record_id}/owner", {"account_id": str(lena)})

    assert told.status_code == 422
    assert pointers(told) == {"/account_id"}


def test_a_key_that_reads_hands_nothing_over(program, small_house):
    record_id = asked(small_house)
    key = create_api_key(
        small_house.tools,
        small_house.actor,
        name="reads",
        scopes=[Scope.READ_RECORDS, Scope.CONFIDENTIAL],
        now=NOW,
    )
    reader = Program(small_house, program.client, key)

    assert reader.get(f"/records/{record_id}/owner").status_code == 403
    assert reader.post(f"/records/{record_id}/owner/back").status_code == 403
