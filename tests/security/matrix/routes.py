"""Every route of both doors, with the act it names and the things in its address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from service.core.needs import act_of
from service.core.permits import Act

NO_CHANGE = frozenset({"HEAD", "OPTIONS"})
LANGUAGE = "so"  # in which each organisation of the world has a text of its own
# Parts of addresses that name no thing of anybody's.
PLAIN: Mapping[str, str | int] = {
    "kind": "notes",
    "revision": 1,
    "form": "pdf",
    "format": "pdf",
    "queue": "deliver",
    "code": "sv",
    "name": "x",
    "number": 1,
    "asked": 3,  # the event that a guardian of each consent asks back with
    "language": LANGUAGE,
    "token": "x",
    "place": "answer",
    "role": "reader",
    "_version": "x",
}


@dataclass(frozen=True)
class Route:
    """`act` is None when the route names none, which no route may."""

    door: str
    endpoint: str
    method: str
    rule: Rule
    act: Act | None

    @property
    def label(self) -> str:
        return f"{self.method} {self.rule.rule}"

    @property
    def things(self) -> tuple[str, ...]:
        """Return the names of the ids in the address."""
        return tuple(sorted(n for n in self.rule.arguments if n.endswith("_id")))

    def address(self, ids: Mapping[str, Any]) -> str:
        values = {name: {**PLAIN, **ids}[name] for name in self.rule.arguments}
        built = self.rule.build(values, append_unknown=False)
        assert built is not None
        return built[1]


def routes(door: str, app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        act = act_of(app.view_functions[rule.endpoint])
        for method in sorted((rule.methods or set()) - NO_CHANGE):
            yield Route(door, rule.endpoint, method, rule, act)


def unknown_parts(route: Route, known: Mapping[str, Any]) -> set[str]:
    return set(route.rule.arguments) - {*PLAIN, *known}
