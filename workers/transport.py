"""Redis as Celery reads it, only that what is no message does not end the worker."""

import logging
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis

log = logging.getLogger(__name__)

NO_MESSAGE = (ValueError, KeyError, TypeError, AttributeError)


class Channel(redis.Channel):
    def _brpop_read(self, **options: Any) -> Any:
        """Take the next message; drop it when it cannot be one."""
        try:
            return super()._brpop_read(**options)  # type: ignore[no-untyped-call]
        except NO_MESSAGE as problem:
            log.warning("dropped what is no message: %s", type(problem).__name__)
            raise Empty from problem


class Transport(redis.Transport):
    Channel = Channel


def use() -> None:
    """Let connections to Redis made from now on be of this kind."""
    TRANSPORT_ALIASES["redis"] = f"{__name__}:{Transport.__name__}"
