"""Kinds and the questions of their forms, in the asker's language."""

from typing import Any

from marshmallow import Schema, fields

from service.api.shapes.base import Told


class ChoiceShape(Schema):
    value = fields.String(required=True)
    label = Told(required=True)


class Choices(fields.List[Any]):
    """Pairs of a value and its label, as objects."""

    def _serialize(self, value: Any, *place: Any, **more: Any) -> Any:
        named = [{"value": one, "label": label} for one, label in value]
        return super()._serialize(named, *place, **more)


class QuestionShape(Schema):
    """`rows` holds the questions of each row, when the answer is a list of rows."""

    name = fields.String(required=True)
    label = Told(required=True)
    hint = Told(required=True)
    widget = fields.String(required=True)
    required = fields.Boolean(required=True)
    choices = Choices(fields.Nested(ChoiceShape), required=True)
    rows = fields.List(fields.Nested("QuestionShape"), required=True)


class KindShape(Schema):
    name = fields.String(required=True)
    label = Told(required=True)
    about = Told(required=True)
    questions = fields.List(fields.Nested(QuestionShape), required=True)
