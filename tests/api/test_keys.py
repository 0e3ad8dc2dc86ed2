"""Who may ask: the holder of a key, for its own organisation, and nobody else."""

from uuid import uuid4

import pytest

from service.actions.access import list_api_keys, revoke_api_key
from tests.api.program import order
from tests.house import NOW

BAD_KEYS = ("", "Bearer", "Bearer nothing", "Basic aGVqOmhlag==", "Bearer a b", "hs_x")


@pytest.mark.parametrize("given", BAD_KEYS)
def test_without_a_valid_key_nothing_is_told(asker, given):
    answer = asker.get("/records", headers={"Authorization": given})

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_opens_nothing(small_program):
    house = small_program.house
    [key] = list_api_keys(house.tools, house.actor)
    revoke_api_key(house.tools, house.actor, key.id, now=NOW)

    assert small_program.get("/records").status_code == 401


def test_a_session_is_no_key(small_program):
    """A browser's cookie must not let another site ask in its name."""
    small_program.client.set_cookie("session", "anything")

    answer = small_program.get("/records", headers={"Authorization": ""})

    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers


def test_the_key_is_asked_for_before_the_body_is_read(asker):
    answer = asker.client.post("/api/v1/records/minutes", data=b"[" * 100)

    assert answer.status_code == 401


def test_what_belongs_to_others_is_not_there(program, stranger):
    record_id = program.post("/records/minutes", order()).get_json()["id"]
    draft = program.post("/drafts", {"kind": "notes", "answers": {}}).get_json()
    person = program.post("/people", {"name": "Åsa Ek"}).get_json()
    group = program.post("/groups", {"name": "Norra", "type": "local"}).get_json()
    delivery = program.get(f"/records/{record_id}").get_json()["revisions"][0][
        "deliveries"
    ][0]
    addresses = (
        ("GET", f"/records/{record_id}", None),
        ("GET", f"/records/{record_id}/revisions/1/files/pdf", None),
        ("POST", f"/records/{record_id}/recall", None),
        ("POST", f"/records/minutes/{record_id}/revisions", order()),
        ("POST", f"/deliveries/{delivery['id']}/resend", {}),
        ("GET", f"/drafts/{draft['id']}", None),
        ("PUT", f"/drafts/{draft['id']}", {"answers": {}}),
        ("DELETE", f"/drafts/{draft['id']}", None),
        ("GET", f"/people/{person['id']}", None),
        ("PUT", f"/people/{person['id']}", {"name": "Mallory"}),
        ("GET", f"/groups/{group['id']}", None),
        ("PUT", f"/groups/{group['id']}", {"name": "Mine", "type": "local"}),
    )

    got = {
        (method, path): stranger.ask(method, path, json=body).status_code
        for method, path, body in addresses
    }

    assert set(got.values()) == {404}
    assert stranger.get("/records").get_json() == []
    assert program.get(f"/people/{person['id']}").get_json()["name"] == "Åsa Ek"


def test_unknown_ids_are_not_found(asker):
    for room in ("records", "drafts", "people", "groups", "jobs"):
        assert asker.get(f"/{room}/{uuid4()}").status_code == 404


def test_others_people_and_groups_cannot_be_recipients(program, stranger):
    person = program.post(
        "/people", {"name": "Åsa Ek", "email": "asa.ek@example.se"}
    ).get_json()
    body = order()
    body["sending"]["people"] = [person["id"]]

    assert stranger.post("/records/minutes", body).status_code == 422
