"""A process that dies for a living: each order is done by a child that meets its end.

It is asked line by line, as JSON, and answers with the child's exit status: -9 when the
failpoint was met. One interpreter for all orders, because starting one takes seconds;
it opens nothing itself, but knows what each child would have to learn anew.
"""

import gc
import importlib
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import configure_mappers

import service.seal.signing  # noqa: F401 - else each child that seals imports pyHanko
from service.actions import running
from service.actions.rotating import rotate
from service.actions.submitting import submit
from service.core import failpoints
from service.core.actor import operator
from service.core.jobs import JobKind
from service.core.pulse import Pulse
from service.document.words import make_speak
from service.settings import Settings
from service.wiring import WORDS, open_tools


@dataclass
class Victim:
    process: subprocess.Popen

    def dies_at(self, place: str, house: Any, **order: Any) -> int:
        """Do what `order` says, in a process of its own. Return its exit status."""
        asked = {"place": place, "env": environment(house), **order}
        self.process.stdin.write(json.dumps(asked, default=str) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def open_victim():
    command = (sys.executable, "-m", "tests.jobs.victim")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Victim(process)
        process.stdin.close()


def environment(house: Any) -> dict[str, str]:
    settings = house.settings
    return {
        "VAR_DIR": str(settings.var),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SMTP_PORT": str(settings.smtp_port),
    }


def main() -> None:
    configure_mappers()
    make_speak(WORDS)("sv")
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _obey(json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _obey(order: dict[str, Any]) -> None:
    """Do it and leave. The failpoint is read as at the start of any process."""
    os.environ["HANDSLAG_FAILPOINT"] = order["place"]
    importlib.reload(failpoints)
    tools = open_tools(Settings.from_env(order["env"]))
    STEPS[order["step"]](tools, order)
    os._exit(0)


def _submit(tools: Any, order: dict[str, Any]) -> None:
    actor = operator(UUID(order["organisation"]))
    request = {"now": datetime.fromisoformat(order["now"]), **order["request"]}
    submit(tools, actor, **request)


def _work(tools: Any, order: dict[str, Any]) -> None:
    pulse = Pulse(lambda job: None, seconds=60)
    running.drain(tools, tuple(JobKind), owner="victim", pulse=pulse)


def _rotate(tools: Any, order: dict[str, Any]) -> None:
    list(rotate(tools))


STEPS = {"rotate": _rotate, "submit": _submit, "work": _work}

if __name__ == "__main__":
    main()
