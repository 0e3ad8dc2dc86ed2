"""Records as the API shows them."""

from marshmallow import Schema, fields

from service.api.shapes.base import Told
from service.api.shapes.deliveries import DeliveryShape
from service.core.classification import Classification
from service.core.records import Making


class LinksShape(Schema):
    self = fields.String(required=True)


class SubmittedShape(Schema):
    id = fields.UUID(attribute="record_id", required=True)
    revision = fields.Integer(required=True)
    replayed = fields.Boolean(required=True)
    links = fields.Nested(LinksShape, required=True)


class RecordLineShape(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    title = fields.String(required=True)
    classification = fields.Enum(Classification, by_value=True, required=True)
    revision = fields.Integer(required=True)
    saved_at = fields.AwareDateTime(required=True)
    saved_by = fields.String(required=True)
    sent = fields.Integer(required=True)
    failed = fields.Integer(required=True)
    waiting = fields.Integer(required=True)


class RenditionShape(Schema):
    format = fields.String(required=True)
    filename = fields.String(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    pages = fields.Integer(required=True)


class RevisionShape(Schema):
    number = fields.Integer(required=True)
    title = fields.String(required=True)
    saved_at = fields.AwareDateTime(required=True)
    saved_by = fields.String(required=True)
    answers = fields.Dict(keys=fields.String(), required=True)
    making = fields.Enum(Making, by_value=True, required=True)
    trouble = Told(required=True)
    renditions = fields.List(fields.Nested(RenditionShape), required=True)
    deliveries = fields.List(fields.Nested(DeliveryShape), required=True)


class HappeningShape(Schema):
    at = fields.AwareDateTime(required=True)
    what = Told(required=True)


class RecordShape(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    language = fields.String(required=True)
    classification = fields.Enum(Classification, by_value=True, required=True)
    undo_until = fields.AwareDateTime(required=True, allow_none=True)
    settled = fields.Boolean(attribute="is_settled", required=True)
    revisions = fields.List(fields.Nested(RevisionShape), required=True)
    happenings = fields.List(fields.Nested(HappeningShape), required=True)
