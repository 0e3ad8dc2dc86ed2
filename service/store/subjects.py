"""Whether an id stands in any table at all."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Uuid, select
from sqlalchemy.orm import Session

from service.store.tables.base import Base, table_of
from service.store.tables.records import DraftRow, RecordRow
from service.store.tables.register import OrganisationRow

# Nearly all data keys belong to one of these: they are looked up first.
USUAL = (RecordRow, DraftRow, OrganisationRow)
AT_A_TIME = 500


def unknown(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Return those of `ids` that no column of any table holds.

    Every column of ids is asked, so that a new sort of subject need not be named here.
    """
    left = set(ids)
    for column in _columns():
        left -= _found(session, column, left)
    return left


def _columns() -> Iterator[Column[Any]]:
    yield from (table_of(row).c.id for row in USUAL)
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.c if isinstance(column.type, Uuid))


def _found(session: Session, column: Column[Any], ids: Collection[UUID]) -> set[UUID]:
    wanted = sorted(ids)
    chunks = (wanted[at : at + AT_A_TIME] for at in range(0, len(wanted), AT_A_TIME))
    return {
        found
        for chunk in chunks
        for found in session.scalars(select(column).where(column.in_(chunk)))
    }
