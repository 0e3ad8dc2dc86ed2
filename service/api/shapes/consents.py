"""A consent as the API shows it: what applies, where each stands, and the gate."""

from marshmallow import Schema, fields

from service.api.shapes.base import Told
from service.core.consent import INFORMATION, Information, Role, Route
from service.core.consent_rules import Verdict
from service.core.consent_state import ConsentState
from service.core.consent_views import Reach, Stand
from service.forms.answers import Form
from service.forms.consent_answer import (
    MOST_PARTIES,
    RecordedForm,
    RecordedWithdrawalForm,
)
from service.forms.fields import choice, identity, whole


class VerdictShape(Schema):
    information = fields.Enum(Information, by_value=True, required=True)
    verdict = fields.Enum(Verdict, by_value=True, required=True)


class PartyShape(Schema):
    """`party` is what the gate knows it by."""

    party = fields.Integer(required=True)
    name = fields.String(required=True)
    applies = fields.List(fields.Nested(VerdictShape), required=True)


class ParticipantShape(Schema):
    """Somebody who takes part. What they chose is for the pages: it stands not here."""

    id = fields.UUID(required=True)
    role = fields.Enum(Role, by_value=True, required=True)
    name = fields.String(required=True)
    language = fields.String(required=True)
    decides = fields.Boolean(required=True)
    reach = fields.Enum(Reach, by_value=True, required=True)
    state = fields.Enum(Stand, by_value=True, attribute="stand", required=True)
    since = fields.AwareDateTime(required=True)
    route = fields.Enum(Route, by_value=True, required=True, allow_none=True)
    reminders = fields.Integer(required=True)
    remind_at = fields.AwareDateTime(required=True, allow_none=True)
    turn = fields.Integer(required=True)


class AskedBackShape(Schema):
    """What somebody has asked staff; the words are for the pages.

    `number` is what it is answered by; `participant` may be of an earlier revision.
    """

    number = fields.Integer(required=True)
    participant = fields.UUID(attribute="participant_id", required=True)
    at = fields.AwareDateTime(required=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)


class ConsentShape(Schema):
    id = fields.UUID(required=True)
    state = fields.Enum(ConsentState, by_value=True, required=True)
    revision = fields.Integer(required=True)
    changed_at = fields.AwareDateTime(required=True)
    valid_from = fields.Date(required=True, allow_none=True)
    valid_to = fields.Date(required=True, allow_none=True)
    parties = fields.List(fields.Nested(PartyShape), required=True)
    participants = fields.List(fields.Nested(ParticipantShape), required=True)
    questions = fields.List(fields.Nested(AskedBackShape), required=True)


class PassageShape(Schema):
    """`rests_on` is the number of the event that settled it, 0 if there is none.

    `exclusions` must not go there all the same; only people can tell what they mean.
    """

    open = fields.Boolean(attribute="is_open", required=True)
    why = Told(required=True)
    rests_on = fields.Integer(required=True)
    exclusions = fields.List(fields.String(), required=True)


class GateQuery(Form):
    """Which information to whom. `party` counts from 1, as it was asked."""

    party = whole("Party", most=MOST_PARTIES)
    information = choice("Information", INFORMATION, reads=Information)


class ReminderForm(Form):
    participant = identity("Participant")


class RecordedAnswerForm(RecordedForm):
    """An answer that came otherwise than by the web, and whose it is."""

    participant = identity("Participant")


class RecordedTakingBackForm(RecordedWithdrawalForm):
    """A withdrawal that came otherwise than by the web, and whose it is."""

    participant = identity("Participant")


class StateShape(Schema):
    state = fields.Enum(ConsentState, by_value=True, required=True)
