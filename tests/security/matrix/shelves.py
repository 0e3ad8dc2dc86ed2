"""Rows that no flow of a few steps makes: runs that erase, packages, plans, holds."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.types import TypeDecorator

from service.actions.holding import get_keeping, hold
from service.core.actor import SYSTEM, Actor
from service.store.tables.base import Base
from service.store.tables.retention import (
    ArchiveRow,
    ErasureItemRow,
    ErasureRow,
    RetentionRuleRow,
)
from service.tools import Tools
from tests.house import NOW

SHELVES: dict[str, type[Base]] = {
    "rule_id": RetentionRuleRow,
    "erasure_id": ErasureRow,
    "archive_id": ArchiveRow,
}
PLAIN: dict[type, Any] = {
    datetime: NOW,
    date: NOW.date(),
    int: 1,
    bytes: b"",
    list: [],
    bool: False,
}


def fill_shelves(
    tools: Tools, boss: Actor, record_id: UUID, word: str
) -> dict[str, UUID]:
    """Add a row of each, about this record, and return their ids."""
    known = {
        "organisation_id": boss.organisation_id,
        "record_id": record_id,
        "kind": "notes",
        "disposal": "keep",
        "event": "decision",
        "outcome": "",
        "state": "done",
        "records": [str(record_id)],
        "plan": word,
    }
    with tools.begin(SYSTEM) as work:
        rows = {
            name: row(**dict(_columns(row, known))) for name, row in SHELVES.items()
        }
        work.session.add_all(rows.values())
        work.session.flush()
        ids = {name: row.id for name, row in rows.items()}
        item = {**known, "erasure_id": ids["erasure_id"]}
        work.session.add(ErasureItemRow(**dict(_columns(ErasureItemRow, item))))
    return ids | {"hold_id": _held(tools, boss, record_id, word)}


def _held(tools: Tools, boss: Actor, record_id: UUID, word: str) -> UUID:
    hold(tools, boss, record_id, {"reason": f"{word} ska sparas."}, now=NOW)
    return get_keeping(tools, boss, record_id, now=NOW).holds[0].id


def _columns(row: type[Base], known: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what is known, and something plain for what else must be there."""
    for column in row.__table__.columns:
        if column.name in known:
            yield column.name, known[column.name]
        elif not (column.nullable or column.default or column.primary_key):
            yield column.name, PLAIN.get(_python_type(column), "x")


def _python_type(column: Column[Any]) -> type:
    kind = column.type
    return (kind.impl_instance if isinstance(kind, TypeDecorator) else kind).python_type
