"""Who shows by e-ID that the link is theirs: it opens, and the answer says how."""

import json
from pathlib import Path

from service.actions.consent.answering import answer, withdraw
from service.store import consents
from service.store.tables.register import AccountRow
from tests.auth.provider import query
from tests.consent.asking import SARA, case_of
from tests.consent.eid.holders import (
    COORDINATED,
    COORDINATION,
    LOA3,
    NUMBER,
    PERSON,
    PUSHES,
    SARAS,
    Holder,
    holder_of,
)
from tests.jobs import rows
from tests.links import clock

YES = ("yes", "yes", "yes")


def said_of(house, record_id) -> dict:
    """Return what the latest event of a consent tells, and how it came."""
    case = case_of(house, record_id)
    last = case.events[-1]
    return {"route": last.route, **consents.told(case.box, last)}


def test_an_e_id_opens_the_link_and_the_answer_says_how_strongly(house, broker):
    sara = holder_of(house, broker)
    page = sara.identify()
    assert (page.status, page.path) == (200, "/c")
    assert "Alma" in page.text

    at = clock()
    door = {"browser": sara.secret, "language": "sv", "now": at}
    answer(house.tools, sara.token, sara.answer(*YES, now=at), **door)

    said = said_of(house, sara.record_id)
    assert said["route"] == "eid"
    assert said["strength"]["issuer"] == broker.issuer
    assert said["strength"]["acr"] == LOA3
    assert len(said["strength"]["token_sha256"]) == 64
    assert SARAS not in json.dumps(said)


def test_a_withdrawal_says_it_too(sara):
    sara.identify()
    door = {"browser": sara.secret, "language": "sv", "now": clock()}
    tools = sara.house.tools
    answer(tools, sara.token, sara.answer(*YES, now=door["now"]), **door)
    withdraw(tools, sara.token, {"parties": [], "turn": 2}, **door)

    assert said_of(sara.house, sara.record_id)["strength"]["acr"] == LOA3


def test_the_broker_is_asked_for_the_number_and_a_fresh_proof(sara, broker):
    address = sara.leave()
    asked = query(address)

    assert asked["prompt"] == "login consent"
    assert asked["code_challenge_method"] == "S256"
    assert json.loads(asked["claims"]) == {"id_token": {NUMBER: {"essential": True}}}
    assert LOA3 in asked["acr_values"].split()
    assert SARAS not in address  # a number never stands in an address


def test_a_broker_that_takes_requests_beforehand_is_told_whose_number(sara, broker):
    broker.metadata = {PUSHES: f"{broker.issuer}/pushed"}
    address = sara.leave()
    assert set(query(address)) == {"client_id", "request_uri"}

    page = sara.come_back(broker.authorize(query(address)))
    wish = {"essential": True, "value": SARAS}
    assert json.loads(broker.asked["claims"]) == {"id_token": {NUMBER: wish}}
    assert page.status == 200


def test_a_coordination_number_has_a_claim_of_its_own(small_house, broker):
    sara = holder_of(small_house, broker, COORDINATED)
    broker.person |= {NUMBER: None, COORDINATION: COORDINATED}
    asked = query(address := sara.leave())

    assert list(json.loads(asked["claims"])["id_token"]) == [COORDINATION]
    assert "Alma" in sara.come_back(broker.authorize(query(address))).text


def test_a_number_with_a_hyphen_is_the_same_number(sara, broker):
    broker.person[NUMBER] = "19121212-1212"

    assert "Alma" in sara.identify().text


def test_the_door_offers_the_e_id_beside_the_code(sara):
    page = sara.browser.open(f"/c/{sara.token}")

    assert "BankID eller Freja" in page.text
    assert 'action="/c/codes"' in page.html


def test_who_has_no_number_is_offered_none(small_house, broker):
    sara = holder_of(small_house, broker, "1980-05-17")
    page = sara.browser.open(f"/c/{sara.token}")
    assert 'action="/c/eid"' not in page.html

    page.send({}, to="/c/codes").open("/c")
    assert sara.browser.status == 200


def test_nobody_gets_an_account_by_it(sara):
    before = rows.rows(sara.house, AccountRow)
    sara.identify()

    assert len(rows.rows(sara.house, AccountRow)) == len(before)
    assert sara.browser.open("/records").status == 401


def test_the_number_that_was_told_is_kept_nowhere(sara):
    sara.identify()
    file = Path(sara.house.settings.database_url.removeprefix("sqlite:///"))
    kept = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))

    assert PERSON["acr"].encode() in kept
    assert SARAS.encode() not in kept


def test_the_proof_opens_nothing_in_another_browser(sara):
    sara.identify()
    there = Holder(
        sara.house,
        sara.provider,
        type(sara.browser)(sara.browser.client.application.test_client()),
        sara.record_id,
        sara.token,
    )

    assert "Alma" not in there.browser.open(f"/c/{sara.token}").text
    assert SARA not in there.browser.text
