"""Where in a body a problem sits, as JSON pointers (RFC 6901)."""

from collections.abc import Iterator, Mapping
from typing import Any


def places(problems: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield (pointer, sentence) for problems nested like `Invalid.problems`.

    What concerns a whole object (`_schema`) sits at the object itself.
    """
    if isinstance(problems, str):
        yield pointer, problems
        return
    for name, inner in _steps(problems):
        yield from places(inner, pointer if name is None else f"{pointer}/{name}")


def _steps(problems: Any) -> Iterator[tuple[str | None, Any]]:
    if not isinstance(problems, Mapping):
        yield from ((None, inner) for inner in problems)
        return
    for name, inner in problems.items():
        yield None if name == "_schema" else _escaped(str(name)), inner


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
