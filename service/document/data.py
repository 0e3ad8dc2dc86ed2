"""A document as plain data and back: for the Typst template, and for tests."""

import json
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from service.document.blocks import (
    Action,
    Block,
    Choice,
    Document,
    Fact,
    Group,
    Item,
    Letterhead,
    Person,
    Tick,
)
from service.document.text import Span

PARTS = (Document, Letterhead, Span, Item, Fact, Person, Group, Action, Choice, Tick)
TYPES = {kind.__name__: kind for kind in (*PARTS, *get_args(Block))}


def as_data(value: Any) -> Any:
    """Return `value` as plain JSON values, each part with the name of its type."""
    if is_dataclass(value):
        named = {f.name: as_data(getattr(value, f.name)) for f in fields(value)}
        return {"type": type(value).__name__, **named}
    return [as_data(part) for part in value] if isinstance(value, tuple) else value


def read(text: str) -> Document:
    """Return the document that `text` holds as JSON: the opposite of `as_data`."""
    document: Document = json.loads(text, object_hook=_part)
    return document


def _part(data: dict[str, Any]) -> Any:
    return TYPES[data.pop("type")](**data)
