"""Rows that no flow of a few steps makes: runs that erase, packages, plans, holds."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column
from sqlalchemy.types import TypeDecorator

from service.core.actor import SYSTEM, Actor
from service.store.tables.access import BrokenGlassRow
from service.store.tables.base import Base
from service.store.tables.retention import (
    ArchiveRow,
    ErasureItemRow,
    ErasureRow,
    RecordHoldRow,
    RetentionRuleRow,
)
from service.tools import Tools
from tests.house import NOW

SHELVES: dict[str, type[Base]] = {
    "rule_id": RetentionRuleRow,
    "hold_id": RecordHoldRow,
    "erasure_id": ErasureRow,
    "archive_id": ArchiveRow,
    "glass_id": BrokenGlassRow,
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
    reason = tools.vault.box(record_id, boss.organisation_id)
    known = {
        "organisation_id": boss.organisation_id,
        "record_id": record_id,
        "account_id": boss.account_id,
        "sealed_reason": reason.seal(word.encode(), what="hold"),
        "kind": "notes",
        "disposal": "keep",
        "event": "decision",
        "outcome": "",
        "records": [str(record_id)],
        "plan": word,
        "reason": word,
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
    return ids


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
