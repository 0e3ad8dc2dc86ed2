"""A registrar at work: plans, records old enough to go, and what is left of them."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.disposing import confirm, propose
from service.actions.plans import add_rule
from service.core.actor import Actor
from service.core.jobs import JobKind
from service.store.tables.audit import AuditEventRow
from service.store.tables.records import RecordRow
from service.store.tables.retention import ErasureItemRow
from tests.house import NOW, seed, sending
from tests.jobs import rows

CANARY = "Kanariefågelvägen"
OLD_RULE = {"disposal": "erase", "years": 1, "plan": "Plan 2026, 4.2"}


def registrar(house, **differently) -> Actor:
    """Return Maja, who has just shown that it is she."""
    return replace(house.actor_of("maja.lind"), **{"proven_at": NOW, **differently})


def begin_plan(house, kind: str = "minutes", **wishes) -> UUID:
    """Let records of a kind go a year after the meeting, unless told otherwise."""
    return add_rule(
        house.tools, registrar(house), kind, {**OLD_RULE, **wishes}, now=NOW
    )


def old_record(house, kind: str = "minutes", **wishes) -> UUID:
    """Return a record of 2020, drawn and mailed, with the canary all over it."""
    answers = {**seed(kind), "title": CANARY, **wishes.pop("answers", {})}
    typed = [{"name": CANARY, "email": "canary@example.se", "language": "sv"}]
    asked = {"answers": answers, "sending": sending(typed=typed), **wishes}
    record_id = house.submit(kind, **asked).record_id
    house.work(JobKind.RENDER)
    house.work(JobKind.MAIL)
    return record_id


def ask(house, *records: UUID) -> UUID:
    """Ask for an erasure, and let the day pass that it waits."""
    who = registrar(house)
    erasure_id = propose(house.tools, who, records, now=NOW)
    confirm(house.tools, who, erasure_id, now=NOW)
    rows.make_everything_due(house)
    return erasure_id


def items(house) -> dict[UUID, ErasureItemRow]:
    return {row.record_id: row for row in rows.rows(house, ErasureItemRow)}


def record_row(house, record_id: UUID) -> RecordRow:
    with Session(house.engine) as session:
        return session.scalars(select(RecordRow).where(RecordRow.id == record_id)).one()


def what_happened(house, chain_id: UUID) -> list[str]:
    """Return the lines of a chain, in order."""
    with Session(house.engine) as session:
        lines = select(AuditEventRow.what).where(AuditEventRow.chain_id == chain_id)
        return list(session.scalars(lines.order_by(AuditEventRow.number)))
