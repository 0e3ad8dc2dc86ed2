"""Log lines as JSON, with ids and codes only: never what a person wrote.

Our own code logs ids by habit. What other packages log from WARNING on may quote the
value that failed, so their arguments are veiled; and of an exception only the type and
the places are told, never its message.
"""

import json
import logging
import logging.config
import sys
import threading
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from service.core.correlation import number
from service.settings import Settings

log = logging.getLogger(__name__)

OURS = ("service", "workers")
ID_SUFFIX = "_id"
HARMLESS = (int, float, type(None))


@dataclass(frozen=True, slots=True)
class Veiled:
    """Stands for a value that is not shown, however it is asked for."""

    kind: str

    def __str__(self) -> str:
        return f"<{self.kind}>"

    __repr__ = __str__


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "from": record.name,
            "said": _said(record),
            **_request(),
            **{k: str(v) for k, v in vars(record).items() if k.endswith(ID_SUFFIX)},
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def set_up_logging(settings: Settings) -> None:
    logging.config.dictConfig(configuration(settings.log_level))
    veil_crashes()


def veil_crashes() -> None:
    """Let what nobody has caught be told like all else: by its type and its places."""
    sys.excepthook = _crashed
    threading.excepthook = lambda crash: _crashed(
        crash.exc_type, crash.exc_value, crash.exc_traceback
    )


def _crashed(
    kind: type[BaseException],
    problem: BaseException | None,
    trace: TracebackType | None,
) -> None:
    found = problem or kind()
    log.critical("crash", exc_info=(kind, found, trace))


def configuration(level: str) -> dict[str, Any]:
    """Return the configuration for `logging.config.dictConfig`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"level": level, "handlers": ["out"]},
        "loggers": {
            "alembic": {"level": "WARNING"},
            # The embedded mode's mailbox would tell every letter, line by line.
            "mail.log": {"level": "WARNING"},
            # gunicorn gives these handlers of their own unless it is told not to.
            "gunicorn.error": {"propagate": True, "handlers": []},
            "gunicorn.access": {"propagate": False, "handlers": []},
        },
    }


def _request() -> dict[str, str]:
    """Return the number of the request that is being answered, if one is."""
    return {"correlation_id": number()} if number() else {}


def _said(record: logging.LogRecord) -> str:
    is_ours = record.name.partition(".")[0] in OURS
    if is_ours or record.levelno < logging.WARNING:
        return record.getMessage()
    try:
        said: str = str(record.msg) % _veiled(record.args)
    except (TypeError, ValueError, KeyError):
        return str(record.msg)
    return said


def _veiled(args: Any) -> Any:
    if isinstance(args, dict):
        return {name: _veil(value) for name, value in args.items()}
    return tuple(_veil(value) for value in args or ())


def _veil(value: object) -> object:
    return value if isinstance(value, HARMLESS) else Veiled(type(value).__name__)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
