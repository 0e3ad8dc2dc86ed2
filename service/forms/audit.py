"""What can be asked of the audit trail. Everything is optional."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, validates_schema

from service.core.audit_views import Selection
from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form

MOST_EVENTS = 999_999_999


def _reference(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError:
        raise ValueError(
            Sentence("Copy the whole reference: 32 digits and letters.")
        ) from None


class AuditForm(Form):
    since = ask.day("From day", required=False)
    until = ask.day("To day", required=False)
    actor = ask.line("Done by", required=False)
    what = ask.line("What was done", required=False)
    record = ask.read(
        "The record's reference",
        _reference,
        required=False,
        hint="It stands last in the address of the record's page.",
    )
    before = ask.whole("Older than event", most=MOST_EVENTS, required=False)

    @validates_schema
    def _ends_after_it_began(self, data: Mapping[str, Any], **_: object) -> None:
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            said = Sentence("The end lies before the start.")
            raise ValidationError([said], field_name="until")


def selection_of(values: Mapping[str, Any]) -> Selection:
    """Return the selection that the form's values describe."""
    return Selection(
        since=values["since"],
        until=values["until"],
        actor=values["actor"],
        what=values["what"],
        record_id=values["record"] or None,
    )
