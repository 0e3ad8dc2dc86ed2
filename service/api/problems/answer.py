"""One problem as an answer."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response

from service.api.asking import words
from service.api.problems.sentences import OTHER, TITLES
from service.core import correlation

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int,
    detail: str = "",
    *,
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the answer that says what is wrong. No value the asker sent stands in it.

    `errors` name the places: a `pointer` into the body, or a `parameter`.
    """
    speak = words()
    title = TITLES.get(status, OTHER)
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": speak.say(title),
        "status": status,
        "detail": speak.say(detail or title),
        "correlation_id": correlation.number(),
        "errors": [{**error, "detail": speak.say(error["detail"])} for error in errors],
    }
    answer = Response(json.dumps(told), status=status, mimetype=MEDIA_TYPE)
    answer.content_language.add(speak.language)
    answer.headers.update(headers or {})
    return answer
