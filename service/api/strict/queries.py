"""The part of an address after the question mark."""

from flask import Request
from werkzeug.exceptions import BadRequest

from service.core.errors import Invalid
from service.core.sentence import Sentence


class BadQuery(Invalid):
    """Parameters do not fit; `problems` is by their names."""


def require_single(request: Request) -> None:
    """Refuse (400) a parameter given twice: two readers would pick different ones."""
    if any(len(values) > 1 for values in request.args.listvalues()):
        raise BadRequest(Sentence("A parameter is given more than once."))
