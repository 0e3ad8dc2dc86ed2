"""What a body claims to be, and what the asker is ready to read."""

from collections.abc import Iterable

from flask import Request
from werkzeug.exceptions import NotAcceptable, UnsupportedMediaType

from service.core.sentence import Sentence

JSON = ("application/json", "application/problem+json")


def require_json(request: Request) -> None:
    """Refuse (415) every body but plain JSON in UTF-8, also when nothing is said."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    plain = "Content-Encoding" not in request.headers
    if request.mimetype != "application/json" or charset != "utf-8" or not plain:
        raise UnsupportedMediaType(
            Sentence("The body must be application/json in UTF-8.")
        )


def require_readable(request: Request, media: Iterable[str]) -> None:
    """Refuse (406) who reads none of `media`. A header we cannot read says nothing."""
    accepted = request.accept_mimetypes
    if accepted and accepted.best_match(media) is None:
        raise NotAcceptable(Sentence("Accept rules out every answer there is here."))
