"""Colleagues to choose from, so that two of one name can be told apart."""

from collections.abc import Iterable

from service.core.handovers import Colleague


def options(colleagues: Iterable[Colleague]) -> list[dict[str, str]]:
    return [
        {"value": str(one.id), "text": ", ".join(filter(None, _about(one)))}
        for one in colleagues
    ]


def _about(one: Colleague) -> tuple[str, str, str]:
    return one.name, one.title, one.unit
