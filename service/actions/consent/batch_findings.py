"""What was found in a batch's file, as it is kept: to be said in any language later."""

from collections.abc import Iterable, Mapping
from typing import Any

from service.core.batches import Finding
from service.core.sentence import Sentence


def kept(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return findings as JSON can hold them; where they are kept tells the row."""
    return [
        {"column": one.column, "value": one.value, "said": _parts(one.said)}
        for one in found
    ]


def read_back(row: int, told: Iterable[Mapping[str, Any]]) -> list[Finding]:
    return [
        Finding(row, one["column"], one["value"], _sentence(one["said"]))
        for one in told
    ]


def _parts(said: str) -> Any:
    if not isinstance(said, Sentence):
        return said
    gaps = {gap: _parts(value) for gap, value in said.values.items()}
    return {"template": str(said.template), "gaps": gaps}


def _sentence(parts: Any) -> Sentence:
    if not isinstance(parts, Mapping):
        return Sentence(str(parts))
    gaps = {
        gap: _sentence(value) if isinstance(value, Mapping) else value
        for gap, value in parts["gaps"].items()
    }
    return Sentence(parts["template"], **gaps)
