"""Who is signed in where: find, list and end sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from service.core.actor import SYSTEM, Actor
from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.store import sessions, sign_ins
from service.store.sign_ins import LONGEST_AWAY
from service.store.tables.access import SessionRow
from service.tools import Tools

SEEN_EVERY = timedelta(minutes=1)  # to write at each page would cost more than it tells


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A signed-in browser as its owner sees it. Times are UTC."""

    id: UUID
    device: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


def find_session(tools: Tools, token: str, *, now: datetime) -> Actor:
    """Return who holds the token. Raises NotFound when it opens nothing any more."""
    with tools.look(SYSTEM) as session:
        actor, seen_at = sessions.find(
            session, token, seen_since=_seen_since(tools, now), now=now
        )
    if actor.session_id and now - seen_at >= SEEN_EVERY:
        with tools.begin(SYSTEM) as work:
            sessions.mark_seen(work.session, actor.session_id, now=now)
    return actor


def list_sessions(
    tools: Tools, actor: Actor, *, now: datetime
) -> tuple[OpenSession, ...]:
    """Return the actor's own live sessions, the last seen first."""
    if actor.account_id is None:
        return ()
    with tools.look(actor) as session:
        rows = sessions.of_account(
            session, actor.account_id, seen_since=_seen_since(tools, now), now=now
        )
        return tuple(_shown(row, actor) for row in rows)


def end_session(tools: Tools, actor: Actor, session_id: UUID, *, now: datetime) -> None:
    """End one of the actor's own sessions. Raises NotFound: none of theirs is live."""
    mine = SessionRow.account_id == actor.account_id
    with tools.begin(actor) as work:
        if not sessions.end(work.session, mine, SessionRow.id == session_id, now=now):
            raise NotFound(Sentence("There is no such session."))
        work.note("session ended", actor, about=str(session_id), now=now)


def end_other_sessions(tools: Tools, actor: Actor, *, now: datetime) -> int:
    """End all the actor's own sessions but this one. Return how many."""
    others = (
        SessionRow.account_id == actor.account_id,
        SessionRow.id != actor.session_id,
    )
    with tools.begin(actor) as work:
        ended = sessions.end(work.session, *others, now=now)
        for row in ended:
            work.note("session ended", actor, about=str(row.id), now=now)
    return len(ended)


def sweep_sessions(tools: Tools, *, now: datetime) -> int:
    """Forget sessions that expired, and sign-ins that nobody finished. Return how many.

    What somebody had written before such a sign-in goes with it.
    """
    with tools.begin(SYSTEM) as work:
        expired = sessions.sweep(work.session, now=now)
        return expired + sign_ins.sweep(work.session, before=now - LONGEST_AWAY)


def _seen_since(tools: Tools, now: datetime) -> datetime:
    return now - tools.settings.sessions.idle


def _shown(row: SessionRow, actor: Actor) -> OpenSession:
    return OpenSession(
        id=row.id,
        device=row.device,
        created_at=row.created_at,
        seen_at=row.seen_at,
        is_this=row.id == actor.session_id,
    )
