"""All consents that somebody may read, by state and by what they wait for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.actions.consent.board import WAITS, known_by
from service.actions.consent.reminder_policy import policy_of
from service.actions.consent.waiting import PRESSING, Wait, reason
from service.core.actor import Actor, require
from service.core.consent_state import ConsentState
from service.core.permits import Act
from service.core.terms import asked_for
from service.store import search_index
from service.store.tables.consents import ConsentRow
from service.store.tables.records import RecordRow
from service.store.tables.register import AccountRow
from service.store.visibility import may_see
from service.tools import Tools

PAGE = 25


@dataclass(frozen=True, slots=True)
class SoughtConsents:
    """`waits` is for those that need a person, `mine` for one's own.

    `words` are looked for as in every record: a reference, for one.
    """

    state: ConsentState | None = None
    waits: bool = False
    mine: bool = False
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """`name` holds the child's initials and a reference, never its name.

    `why` is None for what waits for nobody. `owner` is whose it is by now, empty where
    a program holds it.
    """

    id: UUID
    name: str
    state: ConsentState
    rule: str
    since: datetime
    asked_by: str
    owner: str
    why: Wait | None


@dataclass(frozen=True, slots=True)
class FoundConsents:
    lines: tuple[ConsentLine, ...]
    has_more: bool


def list_consents(
    tools: Tools, actor: Actor, sought: SoughtConsents, *, now: datetime
) -> FoundConsents:
    """Return a page of consents: what presses most first, then the latest changed.

    Only the lines of that page are opened.
    """
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        first = policy_of(tools, session, actor.organisation_id).first
        why = reason(first=first, now=now)
        fits = _fits(tools, session, actor, sought, why)
        rows = session.execute(
            select(ConsentRow, RecordRow.saved_by, AccountRow.name, why)
            .join(RecordRow, RecordRow.id == ConsentRow.record_id)
            .outerjoin(AccountRow, AccountRow.id == RecordRow.account_id)
            .where(may_see(actor, Act.READ_RECORD, now=now), *fits)
            .order_by(*([why] if sought.waits else []))
            .order_by(ConsentRow.changed_at.desc(), ConsentRow.record_id)
            .offset((sought.page - 1) * PAGE)
            .limit(PAGE + 1)
        ).all()
        lines = tuple(
            _line(tools, session, row, place, by=saved_by, owner=owner or "")
            for row, saved_by, owner, place in rows[:PAGE]
        )
        return FoundConsents(lines, len(rows) > PAGE)


def _fits(
    tools: Tools,
    session: Session,
    actor: Actor,
    sought: SoughtConsents,
    why: ColumnElement[int | None],
) -> Iterator[ColumnElement[bool]]:
    if sought.state:
        yield ConsentRow.state == sought.state
    if sought.waits:
        yield why < len(PRESSING)
    if sought.mine:
        yield RecordRow.account_id == actor.account_id
    if sought.words:
        index = search_index.open_index(tools.vault, actor.organisation_id)
        words = [word.anywhere for word in asked_for(sought.words)] or [frozenset()]
        yield search_index.holds(session, index, words)


def _line(
    tools: Tools,
    session: Session,
    row: ConsentRow,
    place: int | None,
    *,
    by: str,
    owner: str,
) -> ConsentLine:
    return ConsentLine(
        id=row.record_id,
        name=", ".join(known_by(tools, session, row)),
        state=ConsentState(row.state),
        rule=row.rule,
        since=row.changed_at,
        asked_by=by,
        owner=owner,
        why=None if place is None else WAITS[place],
    )
