"""Values that JSON can spell and a database cannot keep."""

import math
from collections.abc import Callable
from typing import Any

from service.core.sentence import Sentence

BIGGEST = 2**63 - 1


def unusable(value: Any) -> Any:
    """Return what SQLite or PostgreSQL would refuse, nested like `value`; else empty.

    That is NUL and half surrogates in text, NaN and infinities, and whole numbers
    beyond 64 bits. `value` must not nest deep: `strict.depth` has counted it.
    """
    look = LOOKS.get(type(value))
    return look(value) if look else []


def _in_text(text: str) -> list[Sentence]:
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        return [Sentence("This holds a sign that cannot be stored.")]
    return []


def _in_fraction(number: float) -> list[Sentence]:
    return [] if math.isfinite(number) else [Sentence("This is not a number.")]


def _in_whole(number: int) -> list[Sentence]:
    fits = -BIGGEST - 1 <= number <= BIGGEST
    return [] if fits else [Sentence("This number is too large.")]


def _in_object(named: dict[str, Any]) -> dict[str, Any]:
    # A name that cannot be stored is told at its object: it would spoil the pointer.
    names = [said for name in named for said in _in_text(name)]
    found = {name: told for name, value in named.items() if (told := unusable(value))}
    return found | ({"_schema": names} if names else {})


def _in_array(items: list[Any]) -> dict[int, Any]:
    return {place: told for place, item in enumerate(items) if (told := unusable(item))}


LOOKS: dict[type, Callable[[Any], Any]] = {
    str: _in_text,
    float: _in_fraction,
    int: _in_whole,
    dict: _in_object,
    list: _in_array,
}
