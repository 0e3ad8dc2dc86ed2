"""Deliveries as the API shows them, and how one is sent anew."""

from marshmallow import Schema, fields

from service.api.shapes.base import Told
from service.core.records import DeliveryState


class DeliveryShape(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    masked = fields.Boolean(required=True)
    language = fields.String(required=True)
    state = fields.Enum(DeliveryState, by_value=True, required=True)
    reason = Told(required=True)
    at = fields.AwareDateTime(required=True)
    next_try = fields.AwareDateTime(required=True, allow_none=True)
    message_id = fields.String(required=True)


class RecalledShape(Schema):
    cancelled = fields.Integer(required=True)
