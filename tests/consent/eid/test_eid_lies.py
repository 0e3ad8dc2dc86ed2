"""A broker that tells too little, or of somebody else: the link stays shut."""

import logging
import time
from dataclasses import replace

import pytest
from limits import parse

from service.core.jobs import JobKind
from service.limits import Limit, Rule
from service.store import consents
from service.web import create_app
from tests.auth.provider import serving
from tests.auth.test_lies import EVIL, STRANGER, by, plain
from tests.consent.asking import case_of
from tests.consent.eid.holders import (
    COORDINATED,
    COORDINATION,
    NUMBER,
    PERSON,
    SARAS,
    SOMEBODYS,
    Holder,
    eid,
    holder_of,
)
from tests.house import open_house
from tests.jobs.rows import job_rows
from tests.web.browser import Browser

OTHER, MISSING, ILL = "eid_other_person", "eid_number_missing", "eid_number_form"
WEAK = "eid_acr"
NUMBERS = {
    "no number": ({NUMBER: None}, MISSING),
    "an empty number": ({NUMBER: ""}, MISSING),
    "under a broker's own name": ({NUMBER: None, "ssn": SARAS}, MISSING),
    "somebody else's": ({NUMBER: SOMEBODYS}, OTHER),
    "a coordination number instead": (
        {NUMBER: None, COORDINATION: COORDINATED},
        OTHER,
    ),
    "ours as a coordination number": ({NUMBER: None, COORDINATION: SARAS}, OTHER),
    "ten digits": ({NUMBER: "1212121212"}, ILL),
    "ten digits and a hyphen": ({NUMBER: "121212-1212"}, ILL),
    "a wrong check digit": ({NUMBER: "191212121213"}, ILL),
    "a day of birth": ({NUMBER: "1912-12-12"}, ILL),
    "a number that is no text": ({NUMBER: int(SARAS)}, ILL),
    "two numbers": ({NUMBER: [SARAS, SOMEBODYS]}, ILL),
    "words": ({NUMBER: "Tolvan Tolvansson"}, ILL),
    "weak": ({"acr": "http://id.elegnamnden.se/loa/1.0/loa2"}, WEAK),
    "no level": ({"acr": None}, WEAK),
    "several levels": ({"acr": [PERSON["acr"]]}, WEAK),
    "proved an hour ago": ({"auth_time": -3600}, "eid_not_anew"),
}
MINUTE = 60
CLAIMS = {
    "wrong issuer": ({"iss": EVIL}, "claim_iss"),
    "for another program": ({"aud": "another"}, "claim_aud"),
    "another's nonce": ({"nonce": "another"}, "claim_nonce"),
    "expired": ({"exp": -2 * MINUTE}, "claim_exp"),
    "proved in the future": ({"auth_time": 10 * MINUTE}, "claim_auth_time"),
}
SIGNATURES = {
    "nothing": (plain(alg="none"), "algorithm"),
    "a secret": (plain(alg="HS256"), "algorithm"),
    "a stranger": (by(STRANGER), "signature"),
    "a key of its own": (by(STRANGER, jku=f"{EVIL}/keys"), "header"),
}
RELATIVE = ("exp", "auth_time")
A_LOT = parse("1000/minute")
OFTEN = {Limit.SIGN_IN: Rule(A_LOT, A_LOT)}


@pytest.fixture(scope="module")
def shared(services, tmp_path_factory):
    """One house for all the lies: nobody comes in, so nothing is left behind."""
    folder = tmp_path_factory.mktemp("lies")
    with serving() as broker:
        url = services.database("sqlite", folder)
        with open_house(url, services, folder, **eid(broker)) as house:
            tools = replace(
                house.tools, limits=replace(house.tools.limits, rules=OFTEN)
            )
            yield holder_of(house, broker), create_app(tools)


@pytest.fixture
def liar(shared) -> Holder:
    sara, app = shared
    sara.provider.behave()
    sara.provider.person = dict(PERSON)
    sara.browser = Browser(app.test_client())
    return sara


@pytest.mark.parametrize(("lies", "code"), NUMBERS.values(), ids=NUMBERS)
def test_what_does_not_prove_that_it_is_them_is_written_down(liar, lies, code, caplog):
    liar.provider.person |= _spelled(lies)
    before = len(case_of(liar.house, liar.record_id).events)

    _nobody_came_in(liar, code, caplog, status=403)
    case = case_of(liar.house, liar.record_id)
    assert len(case.events) == before + 1
    assert case.events[-1].happened == "e-ID refused"
    assert consents.told(case.box, case.events[-1]) == {"code": code}


@pytest.mark.parametrize(("lies", "code"), CLAIMS.values(), ids=CLAIMS)
def test_a_token_that_says_something_else_opens_nothing(liar, lies, code, caplog):
    liar.provider.claims = _spelled(lies)

    _nobody_came_in(liar, code, caplog, status=400)


@pytest.mark.parametrize(("sign", "code"), SIGNATURES.values(), ids=SIGNATURES)
def test_a_token_that_is_not_rightly_signed_opens_nothing(liar, sign, code, caplog):
    liar.provider.sign = sign

    _nobody_came_in(liar, code, caplog, status=400)


def test_a_lost_claim_is_loud_and_told_to_staff_once(sara, caplog):
    sara.provider.person[NUMBER] = None
    for _ in range(2):
        sara.identify()

    assert _errors(caplog) == [f"e-ID cannot be used: {MISSING}"] * 2
    assert len(job_rows(sara.house, JobKind.CONSENT)) == 1


def test_somebody_elses_e_id_is_no_fault_of_the_brokers(sara, caplog):
    sara.provider.person[NUMBER] = SOMEBODYS
    sara.identify()

    assert _errors(caplog) == []
    assert job_rows(sara.house, JobKind.CONSENT) == []


def _errors(caplog) -> list[str]:
    return [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]


def _nobody_came_in(liar: Holder, code: str, caplog, *, status: int) -> None:
    caplog.set_level(logging.INFO)
    page = liar.identify()

    assert page.status == status
    assert f"no sign-in: {code}" in caplog.messages
    for number in (SARAS, SOMEBODYS, COORDINATED):
        assert number not in caplog.text + page.html
    assert "Sara" not in page.text
    assert "Alma" not in page.open("/c").text


def _spelled(lies: dict) -> dict:
    now = int(time.time())
    return {n: now + v if n in RELATIVE and v else v for n, v in lies.items()}
