"""JSON as RFC 8259 means it: UTF-8 without a mark, every name in an object once."""

import json
from typing import Any

from werkzeug.exceptions import BadRequest

from service.api.strict.depth import is_too_deep
from service.core.sentence import Sentence
from service.core.strict_json import NamedTwice, named_once


def read_json(body: bytes) -> Any:
    """Return the value that `body` spells; BadRequest says why it cannot be read.

    NaN and infinities pass here and are refused with their place by `strict.values`.
    """
    if is_too_deep(body):
        raise BadRequest(Sentence("The body nests too deep."))
    try:
        return json.loads(body.decode(), object_pairs_hook=named_once)
    except UnicodeDecodeError:
        raise BadRequest(Sentence("The body is not UTF-8.")) from None
    except NamedTwice:
        raise BadRequest(Sentence("An object names the same field twice.")) from None
    except ValueError:
        raise BadRequest(Sentence("The body is not valid JSON.")) from None
