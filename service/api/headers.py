"""Headers of every answer, problems and files too (PROMISES 7)."""

from flask import Flask, Response

from service.core.correlation import numbered
from service.core.headers import BARE, SECURE

HEADERS = {**BARE, "Vary": "Accept-Language, Authorization"}


def guard_answers(api: Flask, *, secure: bool) -> None:
    """Put the headers on what `api` answers. `secure` when it is reached by TLS."""
    headers = {**HEADERS, **SECURE} if secure else HEADERS
    api.wsgi_app = numbered(api.wsgi_app)  # type: ignore[method-assign, assignment]

    @api.after_request
    def protect(answer: Response) -> Response:
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        answer.headers["Cache-Control"] = BARE["Cache-Control"]  # files know another
        return answer
