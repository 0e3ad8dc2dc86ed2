"""Who asks, in which language and when: what every page needs to know."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import cast

from flask import current_app, g, session

from service.actions.sessions import find_session
from service.core.actor import Actor
from service.core.day import home_day
from service.core.errors import NotFound, ServiceError
from service.core.languages import guardian_language
from service.core.register import LANGUAGES
from service.document.words import Words
from service.tools import Tools
from service.web.cookies import LANGUAGE, SESSION

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
    return home_day(now())


def language() -> str:
    """Return the language the reader chose, else the account's, else Swedish.

    A guardian's page is in the guardian's: what staff chose here does not touch it.
    """
    if "guardian_language" in g:
        return str(g.guardian_language)
    chosen = LANGUAGE.read() or g.get("spoken") or session.get("language")
    return chosen if chosen in _KNOWN else _KNOWN[0]


def speak(language: str) -> None:
    """Let this page speak a recipient's language, unless the reader chose another."""
    g.spoken = language


def speak_to_guardian(language: str) -> None:
    """Let this page speak one of the languages of guardians. Raises NotFound."""
    g.guardian_language = guardian_language(language).code


def words() -> Words:
    return tools().speak(language())


def actor() -> Actor:
    """Return who is signed in. Raises SignInNeeded, which shows the sign-in page."""
    if "actor" not in g:
        recognise(SESSION.read())
    return cast(Actor, g.actor)


def recognise(token: str) -> None:
    """Let the rest of this request be asked by who holds the token."""
    if not token:
        raise SignInNeeded
    try:
        found = find_session(tools(), token, now=now())
    except NotFound:
        raise SignInNeeded from None
    g.actor = replace(found, language=language())
