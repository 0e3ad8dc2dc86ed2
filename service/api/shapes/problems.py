"""A problem as RFC 9457 describes it."""

from marshmallow import Schema, fields


class PlaceShape(Schema):
    """Where: a JSON pointer into the body, or the name of a query parameter."""

    pointer = fields.String()
    parameter = fields.String()
    detail = fields.String(required=True)


class ProblemShape(Schema):
    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    correlation_id = fields.String(required=True)
    errors = fields.List(fields.Nested(PlaceShape), required=True)
