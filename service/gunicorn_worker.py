"""gunicorn's threads, with an end to a client's dawdling (bad input J17).

By themselves they wait for a byte as long as it takes, and a handful of connections
that send one byte a second keep every thread from its work.
"""

import socket
from time import monotonic
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker
from werkzeug.exceptions import RequestTimeout


class TimedSocket:
    """A client's socket, whose requests must be complete by `deadline`.

    Reading later raises RequestTimeout, which Flask answers with 408 by itself.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.deadline = monotonic()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def recv(self, size: int) -> bytes:
        if self._sock.gettimeout() is not None:  # gunicorn bounds this one itself
            return self._sock.recv(size)
        try:
            self._sock.settimeout(max(self.deadline - monotonic(), 0.001))
            return self._sock.recv(size)
        except TimeoutError:
            raise RequestTimeout from None
        finally:
            self._sock.settimeout(None)


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Gives each request `timeout` seconds to arrive, head and body together."""

    def handle(self, conn: Any) -> Any:
        if not isinstance(conn.sock, TimedSocket):
            conn.sock = TimedSocket(conn.sock)
        conn.sock.deadline = monotonic() + self.cfg.timeout
        return super().handle(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        if isinstance(exc, RequestTimeout):
            util.write_error(client, exc.code, exc.name, exc.name)
        else:
            super().handle_error(req, client, addr, exc)
