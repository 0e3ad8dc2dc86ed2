"""Requests that leave nothing behind: each runs in a transaction that is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from service.core.actor import SYSTEM, Within
from service.limits import RULES, Limit, Rule
from service.store.files import Files
from service.store.vault import Vault
from service.store.walls import Walls
from service.store.work import make_begin, make_look
from service.tools import Tools
from tests.house import House

NO_ROLE = text("SELECT set_config('role', 'none', true)")


class UndyingVault(Vault):
    """What is destroyed in a transaction that is taken back must be there again."""

    def destroy(self, subject: UUID) -> None:
        return


class LastingFiles(Files):
    """What lies on disk must be there again as well."""

    def remove(self, digest: str) -> None:
        return


@contextmanager
def undoable(house: House, walls: Walls) -> Iterator[tuple[Tools, "Undo"]]:
    """Yield tools whose every transaction ends at `undo`, behind these walls."""
    with house.engine.connect() as connection:
        begin = make_begin(connection, lambda queue, job: None, walls=walls)
        look = make_look(connection, walls=walls)
        limits = replace(house.tools.limits, rules=dict.fromkeys(Limit, _endless()))
        tools = replace(
            house.tools,
            begin=_as_itself(connection, begin),
            look=_as_itself(connection, look),
            limits=limits,
            files=LastingFiles(house.tools.files.root),
            vault=UndyingVault(house.tools.vault.shelf, house.tools.vault.keyring),
        )
        yield tools, Undo(connection)


class Undo:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def __enter__(self) -> Connection:
        """Begin twice: sessions then use savepoints of their own."""
        self.outer = self.connection.begin()
        self.connection.begin_nested()
        return self.connection

    def __exit__(self, *problem: object) -> None:
        self.outer.rollback()


def _as_itself(connection: Connection, opens: Any) -> Any:
    """A role lasts as long as the transaction, so the service lays it down again."""

    @contextmanager
    def opened(within: Within) -> Iterator[Any]:
        if within is SYSTEM and connection.dialect.name == "postgresql":
            connection.execute(NO_ROLE)
        with opens(within) as session:
            yield session

    return opened


def _endless() -> Rule:
    rule = RULES[Limit.SEARCH]
    return replace(rule, one=type(rule.one)(10**9), network=type(rule.one)(10**9))
