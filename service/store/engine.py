"""Open a database with the settings a promise rests on (docs/operations.md)."""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=15000",
    "foreign_keys=ON",
)
POSTGRES_CONNECT = {
    "connect_timeout": 5,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 30,
    "options": "-c statement_timeout=60s -c lock_timeout=3s"
    " -c idle_in_transaction_session_timeout=15s -c timezone=UTC",
}


def open_engine(url: str) -> Engine:
    """Return an engine; make it after a fork, never before."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_recycle=300,
        pool_size=5,
        max_overflow=15,
        pool_timeout=10,
        hide_parameters=True,  # an error's text holds no values
        connect_args=POSTGRES_CONNECT,
    )


def _sqlite(url: str) -> Engine:
    engine = create_engine(
        url, hide_parameters=True, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: Any) -> None:
    """Python's own transaction handling goes: BEGIN is said by `_begin` alone."""
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: two who read first would deadlock later."""
    looks_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if looks_only else "BEGIN IMMEDIATE")
