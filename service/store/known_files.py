"""Whether any row tells of a stored file."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import JSON, Column, Enum, String, cast, or_, select
from sqlalchemy.orm import Session

from service.store.tables.base import Base, table_of
from service.store.tables.consents import ConsentFileRow
from service.store.tables.records import RenditionRow

# Nearly all files are told of here: they are looked up first.
USUAL = (table_of(RenditionRow).c.stored, table_of(ConsentFileRow).c.stored)
AT_A_TIME, FEW = 500, 20


def unknown_files(session: Session, names: Collection[str]) -> set[str]:
    """Return those of `names` (hashes) that no column of any table holds.

    Every column of texts or lists is asked, so that a new place where files are told of
    need not be named here.
    """
    left = set(names)
    for column in _columns():
        left -= _found(session, column, left)
    return left


def _columns() -> Iterator[Column[Any]]:
    yield from USUAL
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.c if _may_tell(column))


def _may_tell(column: Column[Any]) -> bool:
    kind = column.type
    return isinstance(kind, String | JSON) and not isinstance(kind, Enum)


def _found(session: Session, column: Column[Any], names: set[str]) -> set[str]:
    if isinstance(column.type, JSON):
        return _listed(session, column, names)
    return {
        found
        for part in _parts(names, AT_A_TIME)
        for found in session.scalars(select(column).where(column.in_(part)))
    }


def _listed(session: Session, column: Column[Any], names: set[str]) -> set[str]:
    """Return those that stand in lists: few are sought there, after the rest."""
    text = cast(column, String)
    lists = [
        found
        for part in _parts(names, FEW)
        for found in session.scalars(
            select(column).where(or_(*(text.contains(name) for name in part)))
        )
    ]
    return {name for name in names if any(name in found for found in lists)}


def _parts(names: Collection[str], size: int) -> Iterator[list[str]]:
    wanted = sorted(names)
    return (wanted[at : at + size] for at in range(0, len(wanted), size))
