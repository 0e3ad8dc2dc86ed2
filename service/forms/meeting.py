"""Rows that the papers of meetings share. A number of an item counts from 1."""

from typing import Any

from marshmallow import fields

from service.core.meeting import (
    Action,
    Decision,
    Item,
    ItemKind,
    MatrixRow,
    NextMeeting,
    Participant,
    Presence,
    Signatory,
)
from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form

MOST_ITEMS = 100
PRESENCE = (
    (Presence.PRESENT, Sentence("Present")),
    (Presence.PART, Sentence("Part of the meeting")),
    (Presence.ABSENT, Sentence("Absent")),
    (Presence.CO_OPTED, Sentence("Co-opted")),
    (Presence.PRESENTER, Sentence("Presenter")),
)
ITEM_KINDS = (
    (ItemKind.INFORMATION, Sentence("Information")),
    (ItemKind.DISCUSSION, Sentence("Discussion")),
    (ItemKind.DECISION, Sentence("For decision")),
)
DEADLINE_HINT = Sentence("For example 31 August, by August, week 35 or next meeting.")
LIST_HINT = Sentence("A line that starts with - becomes a list, with # a sub-heading.")


def under_item() -> fields.Field[Any]:
    """Ask which item something belongs to."""
    return ask.whole("Under item number", most=MOST_ITEMS, required=False)


class ParticipantForm(Form):
    makes = Participant

    name = ask.line("Name")
    organisation = ask.line("Organisation", required=False)
    role = ask.line("Role", required=False)
    presence = ask.choice(
        "Attendance",
        PRESENCE,
        reads=Presence,
        default=Presence.PRESENT,
        required=False,
    )
    note = ask.line(
        "Note", required=False, hint="For example which items, if only some."
    )


class ItemForm(Form):
    makes = Item

    heading = ask.line("Heading")
    kind = ask.choice(
        "Kind of item",
        ITEM_KINDS,
        reads=ItemKind,
        default=ItemKind.INFORMATION,
        required=False,
    )
    text = ask.text("What was said?", required=False, hint=LIST_HINT)


class DecisionForm(Form):
    makes = Decision

    text = ask.text("Decision")
    item = under_item()


class ActionForm(Form):
    makes = Action

    what = ask.line("What is to be done?", most=500)
    responsible = ask.names(
        "Who is responsible?", hint="One name per line, or commas between."
    )
    supporting = ask.names("With support from", required=False)
    deadline = ask.when("By when?", hint=DEADLINE_HINT)
    recipient = ask.line("Sent to", required=False)
    item = under_item()


class NextMeetingForm(Form):
    makes = NextMeeting

    date = ask.when("Date", hint="For example Tue 8 September or 2020-09-08.")
    time = ask.times("Time", required=False, hint="For example 10–12.")
    place = ask.line("Place or channel", required=False)


class MatrixForm(Form):
    makes = MatrixRow

    area = ask.line("Area")
    indicator = ask.text("How do we know how far we have come?", required=False)
    milestones = ask.text("Milestones?", required=False)
    follow_up = ask.text("Follow-up?", required=False)


class SignatoryForm(Form):
    makes = Signatory

    name = ask.line("Name")
    role = ask.line("Role", required=False)


# What every paper of a meeting asks, each as one line of its form.


def attendance() -> fields.Field[Any]:
    return ask.rows("Attendance", ParticipantForm, one="Person", starts="Attendance")


def items() -> fields.Field[Any]:
    return ask.rows("Items", ItemForm, one="Item", most=MOST_ITEMS, starts="Agenda")


def decisions() -> fields.Field[Any]:
    return ask.rows(
        "Decisions", DecisionForm, one="Decision", required=False, starts="Decisions"
    )


def actions() -> fields.Field[Any]:
    return ask.rows(
        "Actions", ActionForm, one="Action", required=False, starts="Actions"
    )


def next_meetings() -> fields.Field[Any]:
    return ask.rows(
        "Next meetings",
        NextMeetingForm,
        one="Meeting",
        required=False,
        starts="Next meetings",
    )


def sent_by_calendar() -> fields.Field[Any]:
    return ask.tick("The times have already been sent by calendar")
