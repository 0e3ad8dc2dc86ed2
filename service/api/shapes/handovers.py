"""Whose a record is, as the API shows it, and who could take it over."""

from marshmallow import Schema, fields


class ColleagueShape(Schema):
    """`id` is what a record is handed over by."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    unit = fields.String(required=True)


class GoesAlongShape(Schema):
    """What waits in a consent; a record of another kind has nothing of it."""

    questions = fields.Integer(required=True)
    papers = fields.Integer(required=True)
    reminders = fields.Integer(required=True)


class PartingShape(Schema):
    """`owner` is empty where a program holds the record."""

    owner = fields.String(required=True)
    colleagues = fields.List(fields.Nested(ColleagueShape), required=True)
    goes_along = fields.Nested(GoesAlongShape, required=True)
