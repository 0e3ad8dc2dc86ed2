"""A body to start from for each operation, made out of its JSON schema."""

from collections.abc import Callable, Mapping
from typing import Any

Schema = Mapping[str, Any]

NIL = "00000000-0000-0000-0000-000000000000"


def give_examples(document: dict[str, Any]) -> None:
    """Put an example beside the schema of every body in an OpenAPI document."""
    schemas = document["components"]["schemas"]
    for item in document["paths"].values():
        for operation in item.values():
            for body in _bodies(operation):
                body["example"] = example(body["schema"], schemas)


def example(schema: Schema, schemas: Mapping[str, Schema]) -> Any:
    """Return a value in the shape of `schema`; each list holds one item, ids none.

    `schemas` are those that references point into. A schema must not contain itself.
    """
    schema = _resolved(schema, schemas)
    known = schema.get("examples") or schema.get("enum")
    if known:
        return known[0]
    make = MAKERS.get(_type(schema), _text)
    return make(schema, schemas)


def _bodies(operation: Any) -> list[dict[str, Any]]:
    if "requestBody" not in operation:
        return []
    return list(operation["requestBody"]["content"].values())


def _resolved(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    name = schema.get("$ref", "").rpartition("/")[2]
    return schemas[name] if name else schema


def _type(schema: Schema) -> str:
    """Return the type; of several ("string or null"), the first."""
    told = schema.get("type", "object")
    return told if isinstance(told, str) else str(told[0])


def _object(schema: Schema, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    parts = schema.get("properties", {})
    return {name: example(part, schemas) for name, part in parts.items()}


def _array(schema: Schema, schemas: Mapping[str, Schema]) -> list[Any]:
    items = schema.get("items", {})
    return [] if items.get("format") == "uuid" else [example(items, schemas)]


def _text(schema: Schema, _: Mapping[str, Schema]) -> str:
    return NIL if schema.get("format") == "uuid" else "Text"


MAKERS: dict[str, Callable[[Schema, Mapping[str, Schema]], Any]] = {
    "object": _object,
    "array": _array,
    "string": _text,
    "boolean": lambda *_: False,
    "integer": lambda *_: 1,
    "number": lambda *_: 1.5,
}
