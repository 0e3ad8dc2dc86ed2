"""Headers of every answer, problems and files too (PROMISES 7)."""

from flask import Flask, Response

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Language, Authorization",
    "X-Content-Type-Options": "nosniff",
}
SECURE = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def guard_answers(api: Flask, *, secure: bool) -> None:
    """Put the headers on what `api` answers. `secure` when it is reached by TLS."""
    headers = HEADERS | SECURE if secure else HEADERS

    @api.after_request
    def protect(answer: Response) -> Response:
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        return answer
