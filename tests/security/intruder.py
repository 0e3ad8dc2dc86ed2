"""Somebody who holds the database's own password: no trigger stands in their way."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, Table, select, text

from service.core.actor import SYSTEM
from service.core.audit import FIRST, Day, Event, Head
from service.store import evidence, trail
from service.store.tables.audit import (
    AuditDayHeadRow,
    AuditDayRow,
    AuditEventRow,
    AuditHeadRow,
)
from service.store.tables.base import table_of
from tests.house import NOW, House

EVENTS, HEADS = table_of(AuditEventRow), table_of(AuditHeadRow)
DAYS, DAY_HEADS = table_of(AuditDayRow), table_of(AuditDayHeadRow)
AUDIT = (EVENTS, HEADS, DAYS, DAY_HEADS)


def write_chain(house: House, *, events: int = 6) -> UUID:
    """Return the id of a new chain that is so long."""
    chain_id = uuid4()
    for _ in range(events):
        write_event(house, chain_id)
    return chain_id


def write_event(house: House, record_id: UUID, **told: Any) -> None:
    event = {"actor": "someone", "what": "looked", "about": "page", "now": NOW, **told}
    with house.tools.begin(SYSTEM) as work:
        trail.append(
            work.session,
            organisation_id=house.actor.organisation_id,
            record_id=record_id,
            **event,
        )


@dataclass(frozen=True)
class Intruder:
    engine: Engine

    def __post_init__(self) -> None:
        with self.engine.begin() as connection:
            for statement in _off(connection):
                connection.execute(text(statement))

    def edit(self, chain_id: UUID, number: int, /, **values: Any) -> None:
        self._run(_event(EVENTS.update(), chain_id, number).values(**values))

    def delete(self, chain_id: UUID, number: int) -> None:
        self._run(_event(EVENTS.delete(), chain_id, number))

    def swap(self, chain_id: UUID, one: int, other: int) -> None:
        for old, new in ((one, -1), (other, one), (-1, other)):
            self.edit(chain_id, old, number=new)

    def cut(self, chain_id: UUID, *, after: int) -> None:
        behind = EVENTS.c.chain_id == chain_id, EVENTS.c.number > after
        self._run(EVENTS.delete().where(*behind))

    def move_head(self, chain_id: UUID, **values: Any) -> None:
        self._run(HEADS.update().where(HEADS.c.chain_id == chain_id).values(**values))

    def hash_of(self, chain_id: UUID, number: int) -> str:
        with self.engine.connect() as connection:
            wanted = _event(select(EVENTS.c.hash), chain_id, number)
            return connection.execute(wanted).scalar_one()

    def rewrite(self, house: House, chain_id: UUID, number: int, **values: Any) -> None:
        """Change an event, and every hash of chains, heads and days after it."""
        with house.tools.look(SYSTEM) as session:
            links = [link.event for link in evidence.links(session)]
            days = [sealed.day for sealed in evidence.days(session)]
        ours = [event for event in links if event.chain_id == chain_id]
        self._rewrite_days(days, self._rewrite_chain(ours, number, values))

    def _rewrite_chain(
        self, events: list[Event], number: int, values: dict[str, Any]
    ) -> dict[int, Head]:
        """Return the new head for each length the chain has had."""
        heads, after = {}, FIRST
        for event in events:
            new = replace(event, **values) if event.number == number else event
            hashes = {"previous": after, "hash": new.hash(after=after)}
            self.edit(event.chain_id, event.number, **new.fields, **hashes)
            after = hashes["hash"]
            heads[event.number] = Head(event.chain_id, event.number, after)
        self.move_head(event.chain_id, hash=after)
        return heads

    def _rewrite_days(self, days: list[Day], heads: dict[int, Head]) -> None:
        after = FIRST
        for day in days:
            now = tuple(
                heads[head.length] if head.chain_id == heads[1].chain_id else head
                for head in day.heads
            )
            new = replace(day, heads=now)
            hashes = {"previous": after, "hash": new.hash(after=after)}
            self._run(DAYS.update().where(DAYS.c.day == day.day).values(**hashes))
            self._rewrite_day_heads(new)
            after = hashes["hash"]

    def _rewrite_day_heads(self, day: Day) -> None:
        for head in day.heads:
            same = DAY_HEADS.c.day == day.day, DAY_HEADS.c.chain_id == head.chain_id
            self._run(DAY_HEADS.update().where(*same).values(hash=head.hash))

    def _run(self, statement: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(statement)


def _event(statement: Any, chain_id: UUID, number: int) -> Any:
    return statement.where(EVENTS.c.chain_id == chain_id, EVENTS.c.number == number)


def _off(connection: Any) -> list[str]:
    """Return the statements that take the triggers away."""
    if connection.dialect.name == "postgresql":
        return [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in _names(AUDIT)]
    known = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return [f"DROP TRIGGER {name}" for (name,) in connection.execute(known).all()]


def _names(tables: tuple[Table, ...]) -> list[str]:
    return [table.name for table in tables]
