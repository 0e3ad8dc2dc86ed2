"""Cookies that mean something only to the server, and that no script may read.

`SESSION` says who is signed in, `SIGN_IN` which browser a sign-in began in, `READER`
which browser asked for the code of a personal link. Flask's own signed cookie is one
more: what a page must remember, never who asks.
"""

from dataclasses import dataclass

from flask import current_app, request
from werkzeug import Response

SECURE_PREFIX = "__Host-"  # browsers take these over TLS only, and for one host only


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie; without `seconds` the browser keeps it until it closes."""

    name: str
    seconds: int | None = None

    def read(self) -> str:
        """Return what this request carries, or an empty text."""
        return request.cookies.get(full_name(self.name, secure=_is_secure()), "")

    def keep(self, response: Response, value: str) -> Response:
        return self._set(response, value, max_age=self.seconds)

    def drop(self, response: Response) -> Response:
        return self._set(response, "", max_age=0)

    def _set(self, response: Response, value: str, *, max_age: int | None) -> Response:
        secure = _is_secure()
        name = full_name(self.name, secure=secure)
        response.set_cookie(
            name, value, max_age=max_age, secure=secure, httponly=True, samesite="Lax"
        )
        return response


LANGUAGE = Cookie("language", seconds=365 * 24 * 3600)
SESSION = Cookie("session")
SIGN_IN = Cookie("sign-in", seconds=600)
READER = Cookie("reader", seconds=12 * 3600)


def full_name(name: str, *, secure: bool) -> str:
    return f"{SECURE_PREFIX}{name}" if secure else name


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
