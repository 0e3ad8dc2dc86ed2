"""Events of the audit trail as programs are shown them, and how they ask."""

from marshmallow import Schema, fields

from service.core.sentence import Sentence
from service.forms.answers import Between, Whole
from service.forms.audit import AuditForm

MOST_EVENTS = 500


class AuditQuery(AuditForm):
    """`before` is the `id` of the last event of the page before."""

    limit = Whole(
        strict=True,
        validate=Between(min=1, max=MOST_EVENTS),
        load_default=100,
        metadata={"label": Sentence("At most")},
    )


class EventShape(Schema):
    """What docs/audit.md tells is hashed, the hashes, and who it was by name."""

    id = fields.Integer(required=True)
    organisation_id = fields.UUID(required=True)
    chain_id = fields.UUID(required=True)
    number = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    actor = fields.String(required=True)
    name = fields.String(required=True)
    what = fields.String(required=True)
    record_id = fields.UUID(required=True, allow_none=True)
    about = fields.String(required=True)
    commitment = fields.String(required=True)
    previous = fields.String(required=True)
    hash = fields.String(required=True)
