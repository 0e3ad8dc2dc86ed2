"""A request's body, read once and strictly."""

from typing import Any

from flask import Request
from werkzeug.exceptions import BadRequest, HTTPException

from service.api.strict.json_text import read_json
from service.api.strict.media import require_json
from service.api.strict.values import unusable
from service.core.errors import Invalid
from service.core.sentence import Sentence

MAX_BYTES = 256 * 1024


def read_body(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body.

    Raises 413 over 256 KiB (by the application's MAX_CONTENT_LENGTH), 415 when it is
    not JSON, 400 when it cannot be read, Invalid when a value cannot be stored.
    """
    require_json(request)
    value = read_json(_whole(request))
    if not isinstance(value, dict):
        raise Invalid({"_schema": [Sentence("A JSON object is expected here.")]})
    if problems := unusable(value):
        raise Invalid(problems)
    return value


def _whole(request: Request) -> bytes:
    try:
        return request.get_data(cache=False)
    except HTTPException:
        raise
    except Exception as problem:
        # A server tells of broken chunks by errors of its own, without a common name.
        raise BadRequest(Sentence("The body did not come whole.")) from problem
