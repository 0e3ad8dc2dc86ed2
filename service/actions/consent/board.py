"""Consents that wait for somebody: what presses most first, and no child's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.actions.consent.reminder_policy import policy_of
from service.actions.consent.waiting import Wait, reason
from service.core.actor import Actor
from service.core.consent import Happened
from service.core.errors import KeyMissing, Tampered
from service.core.permits import Act
from service.kinds.consent.naming import initials
from service.store import revisions
from service.store.tables.consents import ConsentEventRow, ConsentRow
from service.store.tables.records import RecordRow
from service.store.visibility import may_see
from service.tools import Tools

EACH = 12  # how many of each reason are named; the rest are counted
WAITS = tuple(Wait)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`name` is the organisation's reference, or initials; never a child's name.

    `alike` counts all that wait for the same reason, this one among them.
    """

    id: UUID
    name: str
    why: Wait
    since: datetime
    alike: int


def waiting_consents(
    tools: Tools, actor: Actor, *, now: datetime
) -> tuple[Waiting, ...]:
    """Return the consents this actor may read that wait, the most pressing first.

    The oldest of each reason are told. Whoever may read none gets none.
    """
    if not actor.may(Act.READ_RECORD):
        return ()
    with tools.look(actor) as session:
        first = policy_of(tools, session, actor.organisation_id).first
        why = reason(first=first, now=now)
        waits = (
            select(ConsentRow.record_id, why.label("why"), ConsentRow.changed_at)
            .join(RecordRow, RecordRow.id == ConsentRow.record_id)
            .where(may_see(actor, Act.READ_RECORD, now=now), why.is_not(None))
            .subquery()
        )
        alike = func.count().over(partition_by=waits.c.why)
        oldest = func.row_number().over(
            partition_by=waits.c.why, order_by=waits.c.changed_at
        )
        ranked = select(waits, alike.label("alike"), oldest.label("place")).subquery()
        found = session.execute(
            select(ConsentRow, ranked.c.why, ranked.c.alike)
            .join(ranked, ranked.c.record_id == ConsentRow.record_id)
            .where(ranked.c.place <= EACH)
            .order_by(ranked.c.why, ranked.c.place)
        ).all()
        since = came_at(session, [row.record_id for row, _, _ in found])
        return tuple(
            _waiting(tools, session, row, WAITS[why], since=since, alike=alike)
            for row, why, alike in found
        )


def came_at(
    session: Session, record_ids: Iterable[UUID]
) -> Mapping[tuple[UUID, str], datetime]:
    """Return when what waits came last, by consent and by the word for it."""
    wanted = (
        Wait.WITHDRAWAL,
        Wait.BOUNCED,
        Wait.SCANNED,
        Wait.PAPER_WANTED,
        Wait.QUESTION,
    )
    rows = session.execute(
        select(
            ConsentEventRow.record_id,
            ConsentEventRow.happened,
            func.max(ConsentEventRow.at),
        )
        .where(ConsentEventRow.record_id.in_(list(record_ids)))
        .where(ConsentEventRow.happened.in_([Happened(one) for one in wanted]))
        .group_by(ConsentEventRow.record_id, ConsentEventRow.happened)
    )
    return {(record_id, happened): at for record_id, happened, at in rows}


def known_by(tools: Tools, session: Session, row: ConsentRow) -> tuple[str, ...]:
    """Return the child's initials and the reference, as far as there are any.

    A protected child has no initials. One record that cannot be opened, or that has
    neither, is told by the beginning of its id: it must not spoil a list.
    """
    short = (row.record_id.hex[:8],)
    try:
        revision = revisions.numbered(session, row.record_id, row.revision)
        answers = revisions.answers_of(tools.vault, revision)
    except (KeyMissing, Tampered):
        return short
    is_protected = answers.get("child_protected") is True
    child = "" if is_protected else initials(str(answers["child_name"]))
    known = (child, str(answers.get("reference") or ""))
    return tuple(filter(None, known)) or short


def _waiting(
    tools: Tools,
    session: Session,
    row: ConsentRow,
    why: Wait,
    *,
    since: Mapping[tuple[UUID, str], datetime],
    alike: int,
) -> Waiting:
    came = since.get((row.record_id, str(why)), row.changed_at)
    name = known_by(tools, session, row)[-1]
    return Waiting(row.record_id, name, why, came, alike)
