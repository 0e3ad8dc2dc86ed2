"""The real thing, started from the command line in a folder of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HANDSLAG = (sys.executable, "-m", "service.cli")
ASKED = ("records:write", "records:confidential", "register:read")
SCOPES = tuple(word for scope in ASKED for word in ("--scope", scope))
ONE_KEY_ASKS_FOR_ALL = {"API_PER_MINUTE": "1000000"}
# Nothing else is inherited: another installation's settings must not lead us there.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "HANDSLAG_FONTS")
PATIENCE = 60.0
READY = "Handslag is at"


@dataclass(frozen=True, slots=True)
class Stack:
    """A running Handslag: its port, a key for its API, and its folder."""

    port: int
    key: str
    var: Path
    env: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def ask(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of the same house, as an operator would."""
        return _run(self.env, *words)


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Stack]:
    """Start `handslag run` below `folder`; stop it, in order, when the block ends."""
    var, port = folder / "var", free_port()
    ours = {"VAR_DIR": str(var), "PORT": str(port), "LOG_LEVEL": "WARNING"}
    env = environment(**ours, **ONE_KEY_ASKS_FOR_ALL, **settings)
    process = subprocess.Popen(
        (*HANDSLAG, "run"), env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        _await_ready(process, var)
        yield Stack(port, _new_key(env), var, env)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def environment(**settings: str) -> dict[str, str]:
    return {name: os.environ[name] for name in KEPT if name in os.environ} | settings


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
    return port


def _await_ready(process: "subprocess.Popen[str]", var: Path) -> None:
    for line in process.stdout or ():
        if line.startswith(READY):
            return
    raise RuntimeError(f"Handslag did not start: see {var / 'log'}.")


def _new_key(env: Mapping[str, str]) -> str:
    """Return a new API key, made the way an operator makes one."""
    made = _run(env, "keys", "create", "Demo", *SCOPES)
    made.check_returncode()
    return made.stdout.strip()


def _run(env: Mapping[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        (*HANDSLAG, *words), env=env, capture_output=True, text=True, check=False
    )
