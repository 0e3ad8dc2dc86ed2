"""One number for a request: in its answer, on its error page, in its lines of the log.

It is ours alone: what a client sends under that name is never looked at.
"""

import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from types import TracebackType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Fault = (
    tuple[type[BaseException], BaseException, TracebackType]
    | tuple[None, None, None]
    | None
)
HEADER = "X-Correlation-Id"
_number: ContextVar[str] = ContextVar("correlation", default="")


def number() -> str:
    """Return the number of the request this thread answers, or an empty text."""
    return _number.get()


def new_number() -> str:
    """Begin a request: give it a number and return it."""
    _number.set(secrets.token_hex(6))
    return _number.get()


def numbered(app: WSGIApplication) -> WSGIApplication:
    """Return the application with the number on every answer it gives."""

    def answer(
        environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        told = (HEADER, new_number())

        def start(
            status: str, headers: list[tuple[str, str]], error: Fault = None, /
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, told], error)

        return app(environ, start)

    return answer
