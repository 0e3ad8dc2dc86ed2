"""Come in: a new session with a new token each time, whatever was there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from service.actions.provisioning import provision
from service.actions.travelling import Departure, depart, logged, way_back
from service.auth.client import OpenIdClient
from service.auth.identity import Identity, identify
from service.core.actor import FRESH_FOR, SYSTEM, Actor
from service.core.errors import (
    NotFound,
    Refused,
    SignInDown,
    SignInRefused,
)
from service.core.sentence import Sentence
from service.settings.oidc import OidcSettings
from service.store import sessions
from service.store.sign_ins import Pending
from service.store.tables.register import AccountRow
from service.store.work import Work
from service.tools import Tools

DEMO = "demo"
# When somebody proved who they are, as far as we know, if the provider does not say.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Visit:
    """A browser at the door: what it is, and the session it may have had."""

    device: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token` is told this once; `language` is the account's."""

    token: str
    language: str


def sign_in_demo(
    tools: Tools, account_id: UUID, visit: Visit, *, now: datetime
) -> SignedIn:
    """Let somebody in by name alone. Raises Refused outside a demo, or NotFound."""
    if not tools.settings.demo_sign_in:
        raise Refused(Sentence("There is no demo sign-in here."))
    with tools.begin(SYSTEM) as work:
        account = work.session.get(AccountRow, account_id)
        if account is None or account.disabled_at is not None:
            raise NotFound(Sentence("There is no such account."))
        return _enter(
            tools, work, account, visit, assurance=DEMO, proven_at=now, now=now
        )


def leave_to_sign_in(
    tools: Tools,
    *,
    browser: str,
    way_on: str,
    kept: Any = None,
    again: UUID | None = None,
    now: datetime,
) -> Departure:
    """Send a browser to the provider; `kept` (JSON) waits here for its return.

    `browser` is the secret of an earlier departure, or empty; `again` the account that
    must show once more that it is them. Raises SignInDown, or Refused without one.
    """
    with logged():
        way_out = _client(tools).leave(again=again is not None, now=now)
    pending = Pending(way_out.nonce, way_out.verifier, way_on, again, kept)
    return depart(tools, way_out, pending, browser=browser, now=now)


def finish_sign_in(
    tools: Tools,
    pending: Pending,
    told: Mapping[str, str],
    visit: Visit,
    *,
    now: datetime,
) -> SignedIn:
    """Let in who came back; `told` is what the provider put into the address.

    Raises SignInFailed, SignInRefused, SignInDown; then nobody is in.
    """
    client, settings = _client(tools), _settings(tools)
    with logged():
        word = client.come_back(
            way_back(told), nonce=pending.nonce, verifier=pending.verifier, now=now
        )
        who = identify(word.claims, settings, now=now)
        _check_proof(who, pending, now=now)
        with tools.begin(SYSTEM) as work:
            account = provision(work, who, now=now)
            _check_same(account, pending)
            return _enter(
                tools,
                work,
                account,
                visit,
                assurance=who.assurance,
                proven_at=who.proven_at or LONG_AGO,
                now=now,
            )


def sign_out(tools: Tools, token: str, *, now: datetime) -> None:
    """End the session that this token opens; one that opens nothing is no error."""
    with tools.begin(SYSTEM) as work:
        _end(work, token, now=now)


def way_to_sign_out(tools: Tools, *, back_to: str, now: datetime) -> str:
    """Return where one signs out of the provider too; empty when that is nowhere."""
    try:
        return _client(tools).way_to_sign_out(back_to=back_to, now=now)
    except (Refused, SignInDown):
        return ""


def _client(tools: Tools) -> OpenIdClient:
    if tools.provider is None:
        raise _not_set_up()
    return tools.provider


def _settings(tools: Tools) -> OidcSettings:
    if tools.settings.oidc is None:
        raise _not_set_up()
    return tools.settings.oidc


def _not_set_up() -> Refused:
    return Refused(Sentence("Sign-in with OpenID Connect is not set up here."))


def _check_proof(who: Identity, pending: Pending, *, now: datetime) -> None:
    """Whoever was to show once more that it is them must have done so just now."""
    if pending.account_id is None:
        return
    if who.proven_at is None or now - who.proven_at > FRESH_FOR:
        raise SignInRefused(
            "not_anew",
            Sentence("The sign-in service did not ask you anew who you are."),
        )


def _check_same(account: AccountRow, pending: Pending) -> None:
    if pending.account_id not in (None, account.id):
        raise SignInRefused(
            "somebody_else",
            Sentence("That was somebody else. Show that it is you, or sign out first."),
        )


def _enter(
    tools: Tools,
    work: Work,
    account: AccountRow,
    visit: Visit,
    *,
    assurance: str,
    proven_at: datetime,
    now: datetime,
) -> SignedIn:
    """Open a session instead of the one this browser had."""
    _end(work, visit.token, now=now)
    sessions.sweep(work.session, now=now)
    token, session_id = sessions.add(
        work.session,
        account,
        device=visit.device,
        assurance=assurance,
        proven_at=proven_at,
        expires_at=now + tools.settings.sessions.longest,
        now=now,
    )
    account.signed_in_at = now
    actor = Actor(account.organisation_id, account.id, account.name)
    work.note("signed in", actor, about=str(session_id), now=now)
    return SignedIn(token, account.language)


def _end(work: Work, token: str, *, now: datetime) -> None:
    for row in sessions.end(work.session, sessions.holds(token), now=now):
        actor = Actor(row.organisation_id, row.account_id, "")
        work.note("signed out", actor, about=str(row.id), now=now)
