"""gunicorn's threads, with an end to a client's dawdling, and our words for its no.

By themselves they wait for a byte as long as it takes, and a handful of connections
that send one byte a second keep every thread from its work (bad input J17). What they
refuse they quote, in the answer and in the log: addresses may hold personal links.
"""

import logging
import socket
from contextlib import suppress
from functools import cache
from html import escape
from http import HTTPStatus
from time import monotonic
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker
from werkzeug.exceptions import RequestTimeout

from service.core.correlation import HEADER, new_number, number
from service.core.headers import BARE

log = logging.getLogger(__name__)

LANGUAGES = ("sv", "en")

# What is wrong with a request, and how HTTP says it; the first that fits. What stands
# in no row is our own fault: 500.
STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (RequestTimeout, HTTPStatus.REQUEST_TIMEOUT),
    (errors.LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG),
    (errors.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    (errors.ExpectationFailed, HTTPStatus.EXPECTATION_FAILED),
    (errors.UnsupportedTransferCoding, HTTPStatus.NOT_IMPLEMENTED),
    (errors.InvalidResponseHeader, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.InvalidResponseHeaderName, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.ConfigurationProblem, HTTPStatus.INTERNAL_SERVER_ERROR),
    (errors.ParseException, HTTPStatus.BAD_REQUEST),
)


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
        """Say no without a word of what was sent, in the answer or in the log."""
        status = _status(exc)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("fault %s", number(), exc_info=exc)
        else:
            new_number()  # no application has seen this one, and given it a number
            log.warning("refused by the server: %s", type(exc).__name__)
        with suppress(OSError):  # whoever asked may be gone
            util.write_nonblock(client, _answer(status, number()))


def _status(exc: Exception) -> HTTPStatus:
    fits = (status for known, status in STATUSES if isinstance(exc, known))
    return next(fits, HTTPStatus.INTERNAL_SERVER_ERROR)


def _answer(status: HTTPStatus, number: str) -> bytes:
    body = _page(status).format(number=number).encode()
    headers = {
        "Connection": "close",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        HEADER: number,
        **BARE,
    }
    lines = (f"{name}: {value}" for name, value in headers.items())
    head = "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *lines, "", ""])
    return head.encode("ascii") + body


@cache
def _page(status: HTTPStatus) -> str:
    """Return the page in each language, with a gap for the number.

    What it needs is fetched late: gunicorn's parent, which forks, reads this module.
    """
    from service.document.words import make_speak  # noqa: PLC0415
    from service.web.errors import said_of  # noqa: PLC0415
    from service.wiring import WORDS  # noqa: PLC0415

    said, speak = said_of(status.value), make_speak(WORDS)
    parts = (
        f'<div lang="{words.language}"><h1>{escape(words(said.heading))}</h1>'
        f"<p>{escape(words(said.advice))}</p></div>"
        for words in map(speak, LANGUAGES)
    )
    title = f"<title>{status.value} Handslag</title>"
    return f"<!doctype html>{title}{''.join(parts)}<p>{{number}}</p>"
