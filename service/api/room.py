"""A part of the API: operations under one path, open to holders of a key only."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from flask import request
from flask_smorest import Blueprint

from service.api.asking import actor, admit, now
from service.api.strict.media import JSON, require_readable
from service.api.strict.parser import StrictParser
from service.api.strict.queries import require_single
from service.core.actor import require
from service.core.needs import needs
from service.core.permits import Act
from service.core.sentence import Sentence

PREFIX = "/api/v1"
View = Callable[..., Any]


def _permitted(view: View, act: Act) -> View:
    @wraps(view)
    def ask_first(*args: Any, **kwargs: Any) -> Any:
        require(actor(), act, now=now())
        return view(*args, **kwargs)

    return needs(act)(ask_first)


class Room(Blueprint):  # type: ignore[misc] # flask-smorest has no types
    """A blueprint that reads strictly. Its checks come in the order they stand."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(
        self, name: str, path: str, *, about: Sentence, gives: Iterable[str] = ()
    ) -> None:
        """`gives` lists the media types of answers, where some are not JSON."""
        super().__init__(name, __name__, url_prefix=PREFIX + path, description=about)
        media = (*JSON, *gives)
        self.before_request(admit)
        self.before_request(lambda: require_single(request))
        self.before_request(lambda: require_readable(request, media))

    def operation(
        self,
        method: str,
        rule: str,
        summary: Sentence,
        *,
        act: Act,
        name: str = "",
        **said: Any,
    ) -> Callable[[View], View]:
        """Return a decorator that makes a function answer `method` at `rule`.

        Keys that may not do `act` are refused before anything is read. It is known by
        its own name unless told otherwise. `said` goes into the document as it stands,
        beside the summary.
        """

        def decorate(view: View) -> View:
            known = name or view.__name__
            described = self.doc(summary=summary, operationId=known, **said)(view)
            told = _permitted(described, act)
            self.add_url_rule(rule, known, told, methods=[method])
            return told

        return decorate
