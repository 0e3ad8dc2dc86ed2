"""The header that lets a program send the same order twice and have it done once."""

import re

from flask import Request
from werkzeug.exceptions import BadRequest

from service.core.sentence import Sentence

HEADER = "Idempotency-Key"
SHAPE = re.compile(r"[\x21-\x7e]{1,255}")


def idempotency_key(request: Request) -> str | None:
    """Return the key of this order, or None when none is given; BadRequest if odd."""
    key = request.headers.get(HEADER)
    if key is not None and not SHAPE.fullmatch(key):
        raise BadRequest(
            Sentence("Idempotency-Key must be 1 to 255 visible ASCII characters.")
        )
    return key
