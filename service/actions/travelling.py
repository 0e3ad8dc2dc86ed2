"""A browser's way to a provider and back: it begins here, and is gone once."""

import logging
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from service.auth.client import WayBack, WayOut
from service.core.actor import SYSTEM
from service.core.errors import NotFound, SignInDown, SignInFailed, SignInRefused
from service.core.sentence import Sentence
from service.store import sessions, sign_ins
from service.store.sign_ins import LONGEST_AWAY, Pending
from service.tools import Tools

log = logging.getLogger(__name__)

OVER = Sentence("This sign-in is over, or began in another browser. Sign in again.")


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a browser goes to sign in, and the secret it must come back with."""

    address: str
    browser: str


def depart(
    tools: Tools, way_out: WayOut, pending: Pending, *, browser: str, now: datetime
) -> Departure:
    """Remember who leaves, until they are back. An empty `browser` gets a secret."""
    browser = browser or secrets.token_urlsafe(sessions.TOKEN_BYTES)
    with tools.begin(SYSTEM) as work:
        sign_ins.sweep(work.session, before=now - LONGEST_AWAY)
        sign_ins.add(
            work.session,
            pending,
            state=way_out.state,
            browser=browser,
            secret=tools.settings.secret_key,
            now=now,
        )
    return Departure(way_out.address, browser)


def come_back(tools: Tools, *, state: str, browser: str, now: datetime) -> Pending:
    """Return what left from this browser. It can come back once.

    Raises SignInFailed: it never left, was back already, left from another browser, or
    is too long ago.
    """
    try:
        with tools.begin(SYSTEM) as work:
            return sign_ins.take(
                work.session,
                state=state,
                browser=browser,
                secret=tools.settings.secret_key,
                since=now - LONGEST_AWAY,
            )
    except NotFound:
        log.warning("no sign-in: state")
        raise SignInFailed("state", OVER) from None


def way_back(told: Mapping[str, str]) -> WayBack:
    """Return what the provider put into the address it sent the browser back to."""
    return WayBack(told.get("code", ""), told.get("error", ""), told.get("iss", ""))


@contextmanager
def logged() -> Iterator[None]:
    """Log by its code why somebody could not come in."""
    try:
        yield
    except (SignInFailed, SignInRefused, SignInDown) as problem:
        log.warning("no sign-in: %s", problem.code)
        raise
