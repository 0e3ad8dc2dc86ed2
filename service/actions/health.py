"""Is the service able to work? One short answer per part."""

from collections.abc import Callable

from sqlalchemy import text

from service.core.actor import SYSTEM
from service.tools import Tools

OK = "ok"


def ready(tools: Tools) -> dict[str, str]:
    """Return "ok" or the kind of trouble for each part, without details for outsiders.

    The broker is told of but never decides: without it the sweep finds every job.
    """
    checks: dict[str, Callable[[], object]] = {
        "database": lambda: _ask_database(tools),
        "files": lambda: tools.files.root.mkdir(parents=True, exist_ok=True),
        "broker": tools.broker.ping,
    }
    return {name: _outcome(check) for name, check in checks.items()}


def _ask_database(tools: Tools) -> None:
    with tools.look(SYSTEM) as session:
        session.execute(text("SELECT id FROM organisation LIMIT 1"))


def _outcome(check: Callable[[], object]) -> str:
    try:
        check()
    except Exception as problem:
        return type(problem).__name__
    return OK
