"""The audit trail for programs: with its own scope, of one organisation only."""

from service.actions.access import create_api_key
from service.core.audit import FIRST, Event
from service.core.permits import Scope
from tests.api.program import Program, open_stranger
from tests.house import NOW
from tests.security.intruder import write_chain, write_event


def test_events_come_newest_first_with_all_that_was_hashed(program):
    chain = write_chain(program.house, events=2)

    second, first = program.get("/audit/events?what=looked").get_json()

    assert (first["number"], first["previous"]) == (1, FIRST)
    assert second["previous"] == first["hash"]
    assert first["hash"] == _event(first, chain).hash(after=FIRST)


def test_a_page_goes_on_behind_the_one_before(small_program):
    write_chain(small_program.house, events=5)
    asked = "/audit/events?what=looked&limit=3"

    page = small_program.get(asked).get_json()
    rest = small_program.get(f"{asked}&before={page[-1]['id']}").get_json()

    assert [event["number"] for event in page + rest] == [5, 4, 3, 2, 1]


def test_a_key_without_the_scope_is_refused(small_program):
    house = small_program.house
    scopes = frozenset(Scope) - {Scope.READ_AUDIT}
    key = create_api_key(house.tools, house.actor, name="x", scopes=scopes, now=NOW)

    answer = Program(house, small_program.client, key).get("/audit/events")

    assert answer.status_code == 403


def test_another_organisation_sees_its_own_events_only(small_program):
    write_event(small_program.house, write_chain(small_program.house))

    seen = open_stranger(small_program).get("/audit/events").get_json()

    assert {event["what"] for event in seen} <= {"key created"}


def _event(told, chain) -> Event:
    assert told["chain_id"] == told["record_id"] == str(chain)
    owner = told["organisation_id"]
    return Event(
        organisation_id=owner,
        chain_id=chain,
        number=told["number"],
        at=NOW,
        actor=told["actor"],
        what=told["what"],
        record_id=chain,
        about=told["about"],
        commitment=told["commitment"],
    )
