"""Every error the API can meet, and the problem it becomes."""

import logging
from collections.abc import Callable

from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from service.actions.requests import InFlight, KeyReused
from service.api.problems.answer import problem
from service.api.problems.places import places
from service.api.strict.queries import BadQuery
from service.core import correlation
from service.core.errors import (
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    ServiceError,
    TooMany,
    Unavailable,
)
from service.core.sentence import Sentence

log = logging.getLogger(__name__)

# The most exact class wins: a key used for another request is a mistake, no conflict.
STATUS: dict[type[ServiceError], int] = {
    Forbidden: 403,
    NotFound: 404,
    Refused: 409,
    InFlight: 409,
    KeyReused: 422,
    Unavailable: 503,
}
RETRY: dict[type[ServiceError], str] = {InFlight: "1", Unavailable: "5"}
KEPT = frozenset({"Allow", "Retry-After", "WWW-Authenticate"})


def answer_errors(api: Flask) -> None:
    """Let every error of `api` leave as a problem, and none as a page."""
    for error, status in STATUS.items():
        api.register_error_handler(error, _planned(status, retry=RETRY.get(error)))
    api.register_error_handler(TooMany, _too_many)
    api.register_error_handler(Invalid, _invalid)
    api.register_error_handler(BadQuery, _bad_query)
    api.register_error_handler(HTTPException, _http)
    api.register_error_handler(Exception, _bug)


def _planned(status: int, *, retry: str | None) -> Callable[[ServiceError], Response]:
    headers = {"Retry-After": retry} if retry else {}

    def answer(error: ServiceError) -> Response:
        if status >= 500:  # only the cause's name: its text may hold what was sent
            log.warning("unavailable: %s", type(error.__cause__ or error).__name__)
        return problem(status, error.said, headers=headers)

    return answer


def _too_many(error: TooMany) -> Response:
    return problem(429, error.said, headers={"Retry-After": str(error.retry_after)})


def _invalid(error: Invalid) -> Response:
    found = places(error.problems)
    errors = [{"pointer": pointer, "detail": said} for pointer, said in found]
    return problem(422, error.said, errors=errors)


def _bad_query(error: BadQuery) -> Response:
    found = places(error.problems)
    errors = [{"parameter": name[1:], "detail": said} for name, said in found]
    return problem(422, error.said, errors=errors)


def _http(error: HTTPException) -> Response:
    """Answer what Flask or `strict` refused. Of texts, only our own are repeated."""
    own = isinstance(error.description, Sentence)
    said = error.description or "" if own else ""
    kept = {name: value for name, value in error.get_headers() if name in KEPT}
    return problem(error.code or 500, said, headers=kept)


def _bug(error: Exception) -> Response:
    """Answer a bug with a number to quote; what happened stands in the log only."""
    number = correlation.number()
    log.error("fault %s", number, exc_info=error)
    return problem(500, Sentence("Quote {number} when you tell us.", number=number))
