"""Which records somebody may do something to, as a condition of SQL: the permit table
applied to rows. Lists, search and single records all ask here.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from service.core.actor import Actor
from service.core.day import home_day
from service.core.permits import Act, Relation
from service.store.tables.access import BrokenGlassRow
from service.store.tables.records import (
    DeliveryRow,
    RecordGroupRow,
    RecordRow,
    RevisionRow,
)
from service.store.tables.register import MembershipRow

Condition = ColumnElement[bool]


def may_see(actor: Actor, act: Act, *, now: datetime) -> Condition:
    """Return the condition over `RecordRow` that this act asks for.

    The organisation is the session's concern (`service.store.walls`). What is erased
    is there for nobody.
    """
    related = {kind: rule(actor, now) for kind, rule in RELATIONS.items()}
    reached = (
        and_(
            RecordRow.classification == classification,
            or_(false(), *(related[relation] for relation in sorted(relations))),
        )
        for classification, relations in actor.reach(act).items()
        if relations
    )
    return and_(RecordRow.erased_at.is_(None), or_(false(), *reached))


def _own(actor: Actor, now: datetime) -> Condition:
    if actor.account_id:
        return RecordRow.account_id == actor.account_id
    return RecordRow.key_id == actor.key_id if actor.key_id else false()


def _recipient(actor: Actor, now: datetime) -> Condition:
    if actor.person_id is None:
        return false()
    return (
        select(DeliveryRow.id)
        .join(RevisionRow, RevisionRow.id == DeliveryRow.revision_id)
        .where(RevisionRow.record_id == RecordRow.id)
        .where(DeliveryRow.person_id == actor.person_id)
        .exists()
    )


def _group(actor: Actor, now: datetime) -> Condition:
    """Members of today: who has left sees no more, who is new sees what was before."""
    if actor.person_id is None:
        return false()
    today = home_day(now)
    return (
        select(RecordGroupRow.record_id)
        .join(MembershipRow, MembershipRow.group_id == RecordGroupRow.group_id)
        .where(RecordGroupRow.record_id == RecordRow.id)
        .where(MembershipRow.person_id == actor.person_id)
        .where(MembershipRow.since <= today)
        .where(or_(MembershipRow.until.is_(None), MembershipRow.until >= today))
        .exists()
    )


def _glass(actor: Actor, now: datetime) -> Condition:
    if actor.account_id is None:
        return false()
    return (
        select(BrokenGlassRow.id)
        .where(BrokenGlassRow.record_id == RecordRow.id)
        .where(BrokenGlassRow.account_id == actor.account_id)
        .where(BrokenGlassRow.until > now)
        .exists()
    )


def _colleague(actor: Actor, now: datetime) -> Condition:
    return true()


RELATIONS: dict[Relation, Callable[[Actor, datetime], Condition]] = {
    Relation.OWN: _own,
    Relation.RECIPIENT: _recipient,
    Relation.GROUP: _group,
    Relation.GLASS: _glass,
    Relation.COLLEAGUE: _colleague,
}
