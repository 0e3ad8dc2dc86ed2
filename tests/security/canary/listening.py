"""What a house leaves behind, as text: its log, Redis, its folders, its tables."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from redis import Redis
from sqlalchemy import Engine, select

from service.logs import JsonLines, configuration
from service.store.tables.base import Base

QUIET = {
    name: told["level"]
    for name, told in configuration("DEBUG")["loggers"].items()
    if "level" in told
}


@contextmanager
def logged(level: int = logging.DEBUG) -> Iterator[StringIO]:
    """Yield what is logged, each line as the running service would write it."""
    lines, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    before = {name: logging.getLogger(name).level for name in ("", *QUIET)}
    root.addHandler(handler)
    _set({"": level, **QUIET})
    yield lines
    root.removeHandler(handler)
    _set(before)


def _set(levels: Mapping[str, int | str]) -> None:
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def in_redis(url: str) -> bytes:
    redis = Redis.from_url(url.replace("redis+socket", "unix"))
    return b"".join(name + (redis.dump(name) or b"") for name in redis.scan_iter())


def names_below(folder: Path) -> str:
    return "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*"))


def content_below(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def in_tables(engine: Engine) -> str:
    """Return every value of every table."""
    with engine.connect() as connection:
        return "\n".join(
            repr(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        )
