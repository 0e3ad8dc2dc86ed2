"""Statements are compiled once per test process, not once per database.

Each test opens a database of its own, and SQLAlchemy would compile each statement anew
for it: a fifth of the time of the tests. Of two databases of one kind, both at the
newest schema and on one server, neither can ask for a statement another way.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from service.store.tables import Base

AS_MANY = 5000


class Compiled(LRUCache):
    """Keeps statements by the kind of database, not by the database."""

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        return super().get(_by_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], statement: Any) -> None:
        super().__setitem__(_by_kind(key), statement)


def compile_once() -> None:
    """Let all engines, and what writes rows, share what each of them compiled."""
    shared = Compiled(AS_MANY)
    Engine._compiled_cache = property(lambda engine: shared, lambda engine, own: None)
    for mapper in Base.registry.mappers:
        mapper._compiled_cache = shared


def _by_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (type(dialect), *rest)
