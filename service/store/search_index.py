"""The index of what can be found: keyed hashes of terms, never the terms themselves.

Each hash is twelve letters from a to p, so that neither database sees a number, a word
of its own or an operator in it (docs/decisions/0011).
"""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, column, delete, false, func, select, table
from sqlalchemy.orm import Session

from service.core.errors import KeyMissing
from service.core.terms import VERSION
from service.store.tables.base import table_of
from service.store.tables.records import RecordRow
from service.store.tables.search import SearchEntryRow
from service.store.vault import Vault

HASH_BYTES = 6
LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")

Words = Iterable[frozenset[str]]
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Index:
    """One organisation's index, with the key that makes its hashes."""

    owner: UUID
    key: bytes = field(repr=False)

    def hashed(self, terms: Iterable[str]) -> list[str]:
        """Return each term's hash, in an order that tells nothing of the text."""
        return sorted({self._hash(term) for term in terms})

    def _hash(self, term: str) -> str:
        digest = hmac.digest(self.key, term.encode(), "sha256")
        return digest[:HASH_BYTES].hex().translate(LETTERS)


def open_index(vault: Vault, owner: UUID) -> Index:
    """Return the organisation's index; its key is made when it is first asked for."""
    try:
        box = vault.box(owner, owner)
    except KeyMissing:
        box = vault.new_box(owner, owner)
    return Index(owner, box.derive("search"))


def write(
    session: Session, index: Index, record_id: UUID, terms: Iterable[str]
) -> None:
    """Let a record be found by these terms, and by no others."""
    forget(session, record_id)
    entry = SearchEntryRow(
        organisation_id=index.owner,
        record_id=record_id,
        words=" ".join(index.hashed(terms)),
        version=VERSION,
    )
    session.add(entry)
    session.flush()


def forget(session: Session, record_id: UUID) -> None:
    """Let a record be found by nothing. Doing it twice does no harm."""
    entry = delete(SearchEntryRow).where(SearchEntryRow.record_id == record_id)
    session.execute(entry.execution_options(synchronize_session=False))


def holds(session: Session, index: Index, words: Words) -> Condition:
    """Return the condition over `RecordRow` that every word is there, in some form."""
    hashes = [index.hashed(terms) for terms in words]
    if not all(hashes):
        return false()
    return LOOKUPS[session.get_bind().dialect.name](index.owner, hashes)


def _in_sqlite(_: UUID, hashes: list[list[str]]) -> Condition:
    """Ask the bare table: an entry's organisation lies behind its many words.

    No other organisation's key makes these hashes, and the records have their wall.
    """
    asked = " AND ".join(f"({' OR '.join(each)})" for each in hashes)
    fts = table("search_index", column("rowid"), column("search_index"))
    numbers = select(fts.c.rowid).where(fts.c.search_index.op("MATCH")(asked))
    entry = table_of(SearchEntryRow).c
    return RecordRow.id.in_(select(entry.record_id).where(entry.number.in_(numbers)))


def _in_postgresql(owner: UUID, hashes: list[list[str]]) -> Condition:
    """Ask by a function (migration 0002): row security would keep the index idle."""
    asked = " & ".join(f"({' | '.join(each)})" for each in hashes)
    found = func.found_records(owner, asked).column_valued("found")
    return RecordRow.id.in_(select(found))


LOOKUPS: dict[str, Callable[[UUID, list[list[str]]], Condition]] = {
    "sqlite": _in_sqlite,
    "postgresql": _in_postgresql,
}
