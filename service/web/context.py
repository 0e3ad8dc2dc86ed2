"""Who asks, in which language and when: what every page needs to know."""

from datetime import UTC, date, datetime
from typing import cast
from uuid import UUID

from flask import current_app, g, request, session

from service.actions.access import get_account
from service.core.errors import NotFound, ServiceError
from service.core.records import Actor
from service.core.register import LANGUAGES
from service.document.words import HOME, Words
from service.tools import Tools

EXTENSION = "handslag"
_KNOWN = tuple(code for code, _ in LANGUAGES)


class SignInNeeded(ServiceError):
    """Nobody is signed in, or the session has ended (401)."""


def tools() -> Tools:
    return cast(Tools, current_app.extensions[EXTENSION])


def now() -> datetime:
    """Return the moment the door hands on: one reading per call, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is for our readers, who live by Stockholm's clock."""
    return now().astimezone(HOME).date()


def language() -> str:
    """Return the language the reader chose, else the account's, else Swedish."""
    chosen = request.cookies.get("language") or session.get("language")
    return chosen if chosen in _KNOWN else _KNOWN[0]


def words() -> Words:
    return tools().speak(language())


def actor() -> Actor:
    """Return who is signed in. Raises SignInNeeded, which shows the sign-in page."""
    if "actor" not in g:
        g.actor = _find_actor()
    return cast(Actor, g.actor)


def _find_actor() -> Actor:
    try:
        account = get_account(tools(), UUID(session["account"]))
    except (KeyError, ValueError, NotFound):
        raise SignInNeeded from None
    return Actor(account.organisation_id, account.id, account.name, language())
