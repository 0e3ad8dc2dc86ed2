"""How a question stands in the OpenAPI document: label, hint, limits, an example."""

from typing import Any

from marshmallow import fields

from service.forms import answers

EXAMPLES: dict[str, Any] = {
    "line": "Text",
    "text": "Text",
    "address": "anna.lind@example.se",
    "day": "2026-09-08",
    "when": "senast augusti 2026",
    "times": "10:00-12:00",
    "whole": 1,
}
IDS = ("identity", "identities")
ID_OR_NOTHING = "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$"
Told = dict[str, Any]


def wording(_converter: Any, field: fields.Field[Any], *, ret: Told) -> Told:
    """Return what the metadata of `field` adds to its JSON schema.

    A function for `apispec`, which calls it as a method of its converter; `ret` is
    what the functions before it have found.
    """
    asked = field.metadata
    known = EXAMPLES.get(asked.get("widget", ""))
    everything = {
        "title": asked.get("label"),
        "description": asked.get("hint"),
        "examples": [known] if known else None,
        **_limits(field, ret),
    }
    return {name: value for name, value in everything.items() if value}


def _limits(field: fields.Field[Any], ret: Told) -> Told:
    values = _values(field)
    if isinstance(field, answers.Several):
        items = {**ret["items"], **values}
        least = int(field.required)
        return {"items": items, "minItems": least, "maxItems": field.most}
    if not field.required:
        values = _optional(values, allows_none=bool(field.allow_none))
    is_needed = isinstance(field, answers.Told) and field.required
    return {"minLength": int(is_needed), **values}


def _optional(values: Told, *, allows_none: bool) -> Told:
    """Return the values with those that say nothing among them."""
    if "enum" in values:
        return {"enum": [*values["enum"], "", *([None] if allows_none else [])]}
    return {"pattern": ID_OR_NOTHING, "examples": [""]} if "format" in values else {}


def _values(field: fields.Field[Any]) -> Told:
    """Return which values can be chosen, or how an id is written."""
    choices = [value for value, _ in field.metadata.get("choices", ())]
    if choices:
        return {"enum": choices}
    return {"format": "uuid"} if field.metadata.get("widget") in IDS else {}
