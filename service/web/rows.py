"""Rows of a posted form: taken away or moved up, by plain submit buttons.

A row's fields are named `actions-0-what`. The other rows keep their numbers; gaps
between them mean nothing.
"""

from collections.abc import Mapping

from service.forms.posted import row_numbers

Posted = Mapping[str, str]


def without(posted: Posted, *, rows: str, index: int) -> dict[str, str]:
    prefix = f"{rows}-{index}-"
    return {name: text for name, text in posted.items() if not name.startswith(prefix)}


def moved_up(posted: Posted, *, rows: str, index: int) -> dict[str, str]:
    """Return the form with a row and the filled row above it in each other's places."""
    above = [number for number in _filled(posted, rows=rows) if number < index]
    if not above:
        return dict(posted)
    other = {index: above[-1], above[-1]: index}
    return {_renumbered(name, rows, other): text for name, text in posted.items()}


def _filled(posted: Posted, *, rows: str) -> list[int]:
    said = {name: text for name, text in posted.items() if text.strip()}
    return row_numbers(rows, said)


def _renumbered(name: str, rows: str, other: Mapping[int, int]) -> str:
    for number, place in other.items():
        if name.startswith(f"{rows}-{number}-"):
            return name.replace(f"{rows}-{number}-", f"{rows}-{place}-", 1)
    return name
