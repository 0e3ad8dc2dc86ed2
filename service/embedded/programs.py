"""Which programs the embedded mode runs, and where each keeps its log."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from service.embedded import leash, redis
from service.embedded.children import Child
from service.settings import Settings
from service.settings.embedded import socket_path

HANDSLAG = (sys.executable, "-m", "service.cli")
LEASH = (sys.executable, "-S", leash.__file__)
STOPPING_ORDER = ("web", "worker", "redis")


def programs(settings: Settings, env: Mapping[str, str]) -> dict[str, Child]:
    """Return the programs by name; a broker given by address is not ours to run."""
    commands: dict[str, tuple[Sequence[str], float]] = {
        "web": ((*HANDSLAG, "web"), 5.0),
        "worker": ((*HANDSLAG, "worker"), 30.0),
    }
    socket = socket_path(settings.var)
    if settings.redis_url == f"redis+socket://{socket}":
        commands["redis"] = (redis.command(socket), 5.0)
    return {
        name: Child(
            name=name,
            command=(*LEASH, *command),
            env=env,
            log=log_of(name, settings.var),
            patience=patience,
        )
        for name, (command, patience) in commands.items()
    }


def log_of(name: str, var: Path) -> Path:
    folder = var / "log"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"
