"""A consent as each organisation of the world has one: asked, and answered by one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from service.actions.consent import answering
from service.actions.consent.asking_back import ask_back
from service.actions.submitting import submit
from service.core.actor import SYSTEM, Actor
from service.core.day import home_day
from service.store import consents
from service.web import create_app
from tests.consent.asking import (
    HERE,
    SARA,
    answers,
    case_of,
    given,
    let_in,
    token_of,
)
from tests.consent.eid.holders import numbered
from tests.consent.reading import come_in
from tests.house import House
from tests.links import clock
from tests.web.browser import Browser

YES = ("yes", "yes", "yes")


def ask_for_consent(house: House, boss: Actor, word: str) -> dict[str, UUID]:
    """Ask for a consent with the word in it; return its id, and who has not answered.

    Pages live by today's clock, so it is asked today.
    """
    until = (home_day(clock()) + timedelta(days=100)).isoformat()
    told = {"child_name": f"{word} Barn", "purpose": f"{word} syfte"}
    asks = answers(**told, valid_to=until, guardians=numbered())
    wish: dict[str, Any] = {"answers": asks, "sending": {}, "now": clock()}
    consent_id = submit(house.tools, boss, kind="consent", **wish).record_id
    last = [one for one in case_of(house, consent_id).participants if one.decides][-1]
    asked = {"participant_id": last.id, "participant": last.id}
    return {"consent_id": consent_id, **asked}


def let_answer(house: House, consent_id: UUID, word: str) -> None:
    """Let the first guardian ask back, and say yes; a worker makes the receipt."""
    token = let_in(house, token_of(house, consent_id, SARA), now=clock())
    asks = {"text": f"{word} fråga"}
    ask_back(house.tools, token, asks, browser=HERE, language="sv", now=clock())
    said = {"exclusions": f"{word} undantag", "now": clock()}
    answer = given(house, token, SARA, *YES, **said)
    told = {"browser": HERE, "language": "sv", "now": clock()}
    answering.answer(house.tools, token, answer, **told)


def receipt_of(house: House, consent_id: UUID) -> UUID:
    """Return the id of a file that workers made of an answer."""
    with house.tools.look(SYSTEM) as session:
        return consents.files(session, consent_id)[0].id


def guardian_cookies(house: House, token: str) -> dict[str, str]:
    """Return what a guardian's browser sends once their code has opened the link."""
    client = create_app(house.tools).test_client()
    come_in(house, Browser(client), token)
    return {"Cookie": client.get("/c").request.headers["Cookie"]}
