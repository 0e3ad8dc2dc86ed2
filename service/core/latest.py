"""A memory of one thing: what was made last is at hand when it is asked for again."""

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Latest(Generic[Key, Value]):
    """Remembers the value of the key it was asked for last, and forgets all others."""

    def __init__(self) -> None:
        self._known: tuple[Key, Value] | None = None

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        known = self._known
        if known is None or known[0] != key:
            known = self._known = (key, make())
        return known[1]
