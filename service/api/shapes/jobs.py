"""Jobs as operators see them: ids and codes, no content."""

from marshmallow import Schema, fields

from service.api.shapes.base import Told


class JobEventShape(Schema):
    at = fields.AwareDateTime(required=True)
    from_state = fields.String(required=True)
    to_state = fields.String(required=True)
    actor = fields.String(required=True)
    reason = fields.String(required=True)


class JobShape(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    held = fields.Boolean(required=True)
    attempt = fields.Integer(required=True)
    crash_count = fields.Integer(required=True)
    code = fields.String(required=True)
    why = Told(required=True)
    record_id = fields.UUID(required=True, allow_none=True)
    created_at = fields.AwareDateTime(required=True)
    events = fields.List(fields.Nested(JobEventShape), required=True)
