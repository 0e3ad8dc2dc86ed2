"""The document's operations as the page shows them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.api.problems.sentences import TITLES
from service.core.sentence import Sentence

Document = Mapping[str, Any]
MEANINGS = TITLES | {
    200: Sentence("Here it is."),
    201: Sentence("It is saved."),
    204: Sentence("It is done."),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """`body` is an example, or empty. `answers` maps a status to what it means."""

    id: str
    method: str
    path: str
    summary: Sentence
    parameters: tuple[Mapping[str, Any], ...]
    body: str
    answers: Mapping[str, Sentence]


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    about: Sentence
    operations: tuple[Operation, ...]


def chapters(document: Document) -> tuple[Chapter, ...]:
    """Return the reference, by room, in the order of the document."""
    everything = tuple(_operations(document))
    return tuple(
        Chapter(
            tag["name"],
            tag["description"],
            tuple(one for name, one in everything if name == tag["name"]),
        )
        for tag in document["tags"]
    )


def _operations(document: Document) -> Iterator[tuple[str, Operation]]:
    for path, item in document["paths"].items():
        shared = item.get("parameters", [])
        for method, told in item.items():
            if method != "parameters":
                yield told["tags"][0], _operation(method, path, told, shared)


def _operation(method: str, path: str, told: Document, shared: list[Any]) -> Operation:
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        parameters=(*shared, *told.get("parameters", [])),
        body=_body(told),
        answers={status: MEANINGS[int(status)] for status in told["responses"]},
    )


def _body(told: Document) -> str:
    if "requestBody" not in told:
        return ""
    value = told["requestBody"]["content"]["application/json"]["example"]
    return json.dumps(value, indent=2, ensure_ascii=False)
