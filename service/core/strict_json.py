"""JSON where every name of an object stands once: readers disagree which one counts."""

from typing import Any


class NamedTwice(ValueError):
    """An object holds the same name twice."""


def named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of these pairs: an `object_pairs_hook` for `json.loads`."""
    named = dict(pairs)
    if len(named) < len(pairs):
        raise NamedTwice
    return named
