"""What is asked about how long records are kept."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from service.core.retention import (
    EVENTS,
    LONGEST_YEARS,
    OUTCOMES,
    Disposal,
    Event,
)
from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form

DISPOSALS = (
    (Disposal.KEEP, Sentence("Keep for good")),
    (Disposal.ERASE, Sentence("Erase after some years")),
)

FOR_ANY = (("", Sentence("Any outcome")), *OUTCOMES)
PERHAPS = (("", Sentence("Not known")), *OUTCOMES)


class RuleForm(Form):
    disposal = ask.choice("What happens to them?", DISPOSALS, reads=Disposal)
    years = ask.whole(
        "Number of years",
        most=LONGEST_YEARS,
        required=False,
        hint="For records that are to be erased.",
    )
    event = ask.choice(
        "Counted from", EVENTS, reads=Event, default=Event.DECISION, required=False
    )
    outcome = ask.choice("For which outcome?", FOR_ANY, required=False)
    plan = ask.line(
        "Name of the plan",
        hint="For example: Information management plan 2026, line 4.2",
    )

    @validates_schema
    def _says_when_to_erase(self, data: Mapping[str, Any], **_: object) -> None:
        if data["disposal"] is Disposal.ERASE and data["years"] is None:
            said = Sentence("Write after how many years.")
            raise ValidationError([said], field_name="years")


class DaysForm(Form):
    """What has happened to a record. What is left out is not known (any more)."""

    case_closed = ask.day("The case was closed on", required=False)
    outcome = ask.choice("With the outcome", PERHAPS, required=False)
    withdrawal = ask.day("It was withdrawn on", required=False)
    born = ask.day(
        "The child was born on",
        required=False,
        hint="We keep no more than the day the child turns 18.",
    )

    @validates_schema
    def _outcome_is_of_a_closed_case(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["outcome"] and data["case_closed"] is None:
            said = Sentence("Write when the case was closed, too.")
            raise ValidationError([said], field_name="case_closed")


class ReasonForm(Form):
    reason = ask.line("Why?")


class ArchiveForm(Form):
    """Which records a package is made of: the days are those they were saved on."""

    kind = ask.line("Kind", required=False)
    first = ask.day("Saved from", required=False)
    last = ask.day("Saved until", required=False)

    @validates_schema
    def _ends_after_it_began(self, data: Mapping[str, Any], **_: object) -> None:
        if data["first"] and data["last"] and data["last"] < data["first"]:
            said = Sentence("The end lies before the start.")
            raise ValidationError([said], field_name="last")
