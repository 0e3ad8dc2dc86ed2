"""Who asks, when, in which language, and what stands ready to answer."""

from datetime import UTC, datetime
from typing import cast

from flask import current_app, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from service.actions.access import find_api_key
from service.core.actor import Actor
from service.core.errors import NotFound
from service.document.words import Words
from service.limits import Limit
from service.tools import Tools

LANGUAGES = ("sv", "en")
REALM: dict[str, str | None] = {"realm": "handslag"}


def tools() -> Tools:
    return cast(Tools, current_app.extensions["handslag"])


def actor() -> Actor:
    """Return the organisation whose key was admitted."""
    return cast(Actor, g.actor)


def now() -> datetime:
    return datetime.now(UTC)


def words() -> Words:
    """Return the words of the language the asker prefers; Swedish unless told."""
    known = request.accept_languages.best_match(LANGUAGES, default=LANGUAGES[0])
    return tools().speak(known)


def admit() -> None:
    """Let the holder of a key in as its organisation; Unauthorized for all others.

    Raises TooMany for a key that asks more often than it may.
    """
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", dict(REALM)))
    try:
        g.actor = find_api_key(tools(), given.token, now=now())
    except NotFound:
        why = REALM | {"error": "invalid_token"}
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", why)) from None
    tools().limits.take(Limit.API, actor().label)
