"""The audit trail in streams, in the order that checking it asks for."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.core.audit import EVENT_FIELDS, Day, Event, Head, Link, SealedDay
from service.store.tables.audit import (
    AuditDayHeadRow,
    AuditDayRow,
    AuditEventRow,
    AuditHeadRow,
)
from service.store.tables.base import table_of

AT_A_TIME = 1000
EVENTS, HEADS = table_of(AuditEventRow).c, table_of(AuditHeadRow).c
DAYS, DAY_HEADS = table_of(AuditDayRow).c, table_of(AuditDayHeadRow).c


def stand_still(session: Session) -> None:
    """Let all streams of a session that has read nothing yet show the same moment."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def links(session: Session) -> Iterator[Link]:
    """Yield every event, ordered by chain and number."""
    wanted = select(
        *(EVENTS[name] for name in EVENT_FIELDS), EVENTS.previous, EVENTS.hash
    )
    for row in _stream(session, wanted.order_by(EVENTS.chain_id, EVENTS.number)):
        *event, previous, hash_ = row
        yield Link(Event(*event), previous, hash_)


def heads(session: Session) -> Iterator[Head]:
    """Yield where each chain ends, ordered by chain."""
    wanted = select(HEADS.chain_id, HEADS.length, HEADS.hash)
    for row in _stream(session, wanted.order_by(HEADS.chain_id)):
        yield Head(*row)


def sealed(session: Session) -> Iterator[Head]:
    """Yield where chains ended when days were sealed, ordered by chain."""
    wanted = select(DAY_HEADS.chain_id, DAY_HEADS.length, DAY_HEADS.hash)
    ordered = wanted.order_by(DAY_HEADS.chain_id, DAY_HEADS.length)
    for row in _stream(session, ordered):
        yield Head(*row)


def days(session: Session) -> Iterator[SealedDay]:
    """Yield the sealed days with their heads, in order. One day is held at a time."""
    wanted = (
        select(*DAYS, *(DAY_HEADS[name].label(f"head_{name}") for name in HEAD))
        .join_from(table_of(AuditDayRow), table_of(AuditDayHeadRow), isouter=True)
        .order_by(DAYS.day, DAY_HEADS.chain_id)
    )
    for _, rows in groupby(_stream(session, wanted), key=attrgetter("day")):
        yield _day(list(rows))


HEAD = ("chain_id", "length", "hash")


def _day(rows: list[Any]) -> SealedDay:
    first = rows[0]
    of_day = (tuple(getattr(row, f"head_{name}") for name in HEAD) for row in rows)
    at_end = tuple(Head(*head) for head in of_day if head[0] is not None)
    day = Day(first.day, first.events, first.sealed_at, at_end)
    return SealedDay(day, first.previous, first.hash)


def _stream(session: Session, wanted: Select[Any]) -> Iterator[Any]:
    return iter(session.execute(wanted.execution_options(yield_per=AT_A_TIME)))
