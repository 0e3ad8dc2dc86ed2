"""The register as the API shows it."""

from marshmallow import Schema, fields


class NewShape(Schema):
    id = fields.UUID(required=True)


class OrganisationShape(Schema):
    """The logo is left out: it is kept on the page of the organisation."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    unit = fields.String(required=True)
    organisation_number = fields.String(required=True)
    postal_address = fields.String(required=True)
    visiting_address = fields.String(required=True)
    email = fields.String(required=True)
    web = fields.String(required=True)
    dpo_name = fields.String(required=True)
    dpo_email = fields.String(required=True)
    dpo_phone = fields.String(required=True)


class UnitShape(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)


class PersonShape(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    organisation = fields.String(required=True)
    email = fields.String(required=True)
    language = fields.String(required=True)
    protected = fields.Boolean(required=True)
    masked = fields.Boolean(required=True)


class MembershipShape(Schema):
    id = fields.UUID(required=True)
    person = fields.Nested(PersonShape, required=True)
    role = fields.String(required=True)
    co_opted = fields.Boolean(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)


class GroupShape(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    type = fields.String(required=True)
    memberships = fields.List(fields.Nested(MembershipShape), required=True)
