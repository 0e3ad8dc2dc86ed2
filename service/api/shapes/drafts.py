"""Drafts as the API shows them."""

from marshmallow import Schema, fields


class DraftShape(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    record_id = fields.UUID(required=True, allow_none=True)
    answers = fields.Dict(keys=fields.String(), required=True)
    sending = fields.Dict(keys=fields.String(), required=True)
    version = fields.Integer(required=True)
    saved_at = fields.AwareDateTime(required=True)
