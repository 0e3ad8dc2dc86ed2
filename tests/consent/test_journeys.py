"""Whole journeys by the pages and real mail, one for each way a consent may end."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from service.actions.consent.clock import turn_pages
from service.actions.links import make_token
from service.core.consent_state import ConsentState
from service.core.day import home_day
from tests.consent.asking import ANSWERS, KARIM, SARA, case_of
from tests.consent.reading import asked_today, come_in, guardian, say
from tests.links import clock
from tests.web.browser import Browser

YES, NO = ("yes",) * 3, ("no",) * 3
SOME = ("yes", "partly schooling", "no")
NOOR = "Noor Haddad"
ALMA = ANSWERS["child_name"]
FIRST, SECOND = ANSWERS["guardians"]
THIRD = {**SECOND, "name": NOOR, "email": "noor.haddad@example.se", "language": "sv"}
ONE_IS_ENOUGH = {"rule": "any", "rule_reason": "Den andra går inte att nå."}
CHILD_ALONE = {
    "rule": "child",
    "rule_reason": "Alma är 15 år och mogen nog.",
    "child_identity": "2011-05-17",
    "child_policy": "Riktlinje 2026:3, 15 år",
    "child_email": "alma@example.se",
    "guardians": [],
}


@dataclass(frozen=True)
class Journey:
    """`says` holds who answers what, in turn."""

    says: tuple[tuple[str, tuple[str, ...]], ...]
    ends: ConsentState
    changes: dict[str, Any]


JOURNEYS = {
    "one guardian": Journey(((SARA, YES),), ConsentState.VALID, {"guardians": [FIRST]}),
    "three guardians": Journey(
        ((SARA, YES), (NOOR, YES), (KARIM, YES)),
        ConsentState.VALID,
        {"guardians": [FIRST, SECOND, THIRD]},
    ),
    "two of three": Journey(
        ((SARA, YES), (NOOR, YES)),
        ConsentState.WAITING,
        {"guardians": [FIRST, SECOND, THIRD]},
    ),
    "partial": Journey(((SARA, YES), (KARIM, SOME)), ConsentState.PARTIAL, {}),
    "refused": Journey(((SARA, YES), (KARIM, NO)), ConsentState.REFUSED, {}),
    "conflict": Journey(
        ((SARA, YES), (KARIM, NO)), ConsentState.CONFLICT, ONE_IS_ENOUGH
    ),
    "one is enough": Journey(((SARA, YES),), ConsentState.VALID, ONE_IS_ENOUGH),
    "child alone": Journey(((ALMA, YES),), ConsentState.VALID, CHILD_ALONE),
}


@pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)
def test_it_ends_as_it_was_answered(small_house, app, journey):
    record_id = asked_today(small_house, **journey.changes)

    for name, said in journey.says:
        say(reader(small_house, app, record_id, name), name, *said)
    small_house.work()

    assert case_of(small_house, record_id).row.state == journey.ends
    for mail in small_house.mails():
        assert ALMA not in mail.get_body(("plain",)).get_content()
        assert list(mail.iter_attachments()) == []


def test_a_consent_runs_out_after_its_last_day(small_house, app):
    today = {"valid_to": home_day(clock()).isoformat()}
    record_id = asked_today(small_house, guardians=[FIRST], **today)
    say(reader(small_house, app, record_id, SARA), SARA, *YES)

    turn_pages(small_house.tools, now=clock() + timedelta(days=2))

    assert case_of(small_house, record_id).row.state == ConsentState.EXPIRED


def reader(house, app, record_id, name) -> Browser:
    """Return a browser in which they read the question, the child in its own."""
    if name != ALMA:
        return guardian(house, app, record_id, name)
    [child] = [
        one for one in case_of(house, record_id).participants if one.role == "child"
    ]
    token = make_token(child.delivery_id, house.settings.secret_key)
    return come_in(house, Browser(app.test_client()), token)
