"""A consent as a test asks for it, and those who decide as a test lets them answer."""

import json
from copy import deepcopy
from typing import Any

from service.actions.consent import answering
from service.actions.consent.holding import holder
from service.actions.consent.shown import shown
from service.actions.consent.standing import Case, read_case
from service.actions.links import make_token
from service.actions.submitting import submit
from service.core.actor import SYSTEM
from service.store import consents
from tests.house import DATA, NOW
from tests.links import HERE, ask, enter

ANSWERS = json.loads((DATA / "consent.json").read_text())["answers"]
SARA, KARIM = "Sara Lindgren", "Karim Haddad"
LANGUAGE = {SARA: "sv", KARIM: "ar"}


def answers(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(ANSWERS), **changes}


def asked(house, *, now=NOW, **changes: Any) -> Any:
    """Ask for a consent, and let the mails go; return its record's id."""
    sent = submit(
        house.tools,
        house.actor,
        kind="consent",
        answers=answers(**changes),
        sending={},
        now=now,
    ).record_id
    house.work()
    return sent


def case_of(house, record_id) -> Case:
    with house.tools.look(SYSTEM) as session:
        row = consents.get(session, record_id)
        case = read_case(session, house.tools.vault, row)
        session.expunge_all()
        return case


def token_of(house, record_id, name: str) -> str:
    """Return the token in the mail to the guardian of that name."""
    case = case_of(house, record_id)
    place = [one.name for one in case.model.guardians].index(name)
    [found] = [
        one
        for one in case.participants
        if one.role == "guardian" and one.position == place
    ]
    return make_token(found.delivery_id, house.settings.secret_key)


def let_in(house, token, *, browser=HERE, now=NOW) -> str:
    """Open a link by its code, as its holder would; return the link's token."""
    enter(
        house,
        token,
        ask(house, token, browser=browser, now=now),
        browser=browser,
        now=now,
    )
    return token


def given(
    house, token, name: str, *said: str, now=NOW, language=None, **changes: Any
) -> dict[str, Any]:
    """Return what the page would post: `said` is "yes", "no" or "partly a b"."""
    language = language or LANGUAGE[name]
    with house.tools.look(SYSTEM) as session:
        held = holder(session, token, now=now)
        case = read_case(session, house.tools.vault, held.consent)
        seen = shown(
            session, held.consent.organisation_id, case.model, language=language
        )
        turn = held.participant.answers + 1
    choices = [
        {"answer": answer, "information": information.split()}
        for answer, _, information in (one.partition(" ") for one in said)
    ]
    return {
        "choices": choices,
        "name": name,
        "statement": True,
        "turn": turn,
        "shown": seen.sha256,
        **changes,
    }


def answer(house, record_id, name: str, *said: str, now=NOW, browser=HERE) -> Any:
    """Let a guardian read, enter the code, and answer for each party in turn."""
    token = let_in(house, token_of(house, record_id, name), browser=browser, now=now)
    return answering.answer(
        house.tools,
        token,
        given(house, token, name, *said, now=now),
        browser=browser,
        language=LANGUAGE[name],
        now=now,
    )


def take_back(house, record_id, name: str, *parties: str, now=NOW, browser=HERE) -> Any:
    token = let_in(house, token_of(house, record_id, name), browser=browser, now=now)
    with house.tools.look(SYSTEM) as session:
        turn = holder(session, token, now=now).participant.answers + 1
    return answering.withdraw(
        house.tools,
        token,
        {"parties": list(parties), "turn": turn},
        browser=browser,
        language=LANGUAGE[name],
        now=now,
    )
