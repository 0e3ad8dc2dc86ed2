"""What all shapes share: sentences in the asker's language, answers left as typed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields

from service.api.asking import words
from service.core.sentence import Sentence
from service.forms.answers import Form, Row, Said


class Told(fields.String):
    """A sentence of ours, translated on its way out."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_: Any) -> str:
        return words().say(value)


class Anything(Said, fields.Dict):
    """An object kept as it is sent."""


def anything(label: Sentence, **asked: Any) -> Anything:
    return Anything(metadata={"label": label}, **asked)


@cache
def as_typed(form: type[Schema]) -> type[Schema]:
    """Return `form` as documentation: it hands on what was sent for an action to read.

    Answers are stored as they were typed, so a door must not read them first.
    """
    return type(form.__name__, (form,), {"load": _hand_on})


def inside(form: type[Schema], label: Sentence, *, required: bool = True) -> Row:
    """Return a field that holds the answers to `form`, as typed."""
    asked: dict[str, Any] = {"required": True} if required else {"load_default": dict}
    return Row(as_typed(form), metadata={"label": label}, **asked)


def _hand_on(_: Schema, data: Any, **__: Any) -> Any:
    if not isinstance(data, Mapping):
        raise ValidationError(Form.error_messages["type"])
    return data
