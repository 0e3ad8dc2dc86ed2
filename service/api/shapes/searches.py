"""What can be looked for, and what was found."""

from marshmallow import Schema, fields

from service.api.shapes.records import RecordLineShape
from service.api.shapes.register import PersonShape
from service.forms.answers import Form
from service.forms.fields import choice, line
from service.forms.search import SearchForm
from service.kinds import KINDS


class RecordsSought(SearchForm):
    kind = choice(
        "Kind", [(kind.name, kind.label) for kind in KINDS.values()], required=False
    )


class PeopleSought(Form):
    words = line(
        "What are you looking for?",
        hint="Every word must be in the name, the title or the organisation.",
    )


class FoundRecordsShape(Schema):
    """A page of records; `count` is how many there are on all pages."""

    count = fields.Integer(required=True)
    page = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    records = fields.List(fields.Nested(RecordLineShape), required=True)


class FoundPersonShape(Schema):
    """Somebody in the register, and the names of the groups they are in today."""

    person = fields.Nested(PersonShape, required=True)
    groups = fields.List(fields.String(), required=True)
