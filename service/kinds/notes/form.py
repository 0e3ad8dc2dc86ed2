"""What we ask about a meeting that is remembered in notes, in the order we ask it."""

from service.forms import fields as ask
from service.forms.answers import Form
from service.forms.meeting import (
    MOST_ITEMS,
    ActionForm,
    DecisionForm,
    ItemForm,
    MatrixForm,
    NextMeetingForm,
    ParticipantForm,
)


class NotesForm(Form):
    group = ask.line("Which group met?", starts="The meeting")
    title = ask.line(
        "Title",
        required=False,
        hint="Left empty, it becomes the kind, the group and the date.",
    )
    programme = ask.line("Programme or project", required=False)
    held_on = ask.day("Date", hint="For example 2020-06-16 or 16 June 2020.")
    attendance = ask.rows(
        "Attendance",
        ParticipantForm,
        one="Person",
        starts="Attendance",
    )
    items = ask.rows(
        "Items",
        ItemForm,
        one="Item",
        most=MOST_ITEMS,
        starts="Agenda",
    )
    matrix = ask.rows(
        "Follow-up by area",
        MatrixForm,
        one="Area",
        required=False,
        starts="Follow-up by area",
    )
    matrix_item = ask.whole("Under item number", most=MOST_ITEMS, required=False)
    decisions = ask.rows(
        "Decisions",
        DecisionForm,
        one="Decision",
        required=False,
        starts="Decisions",
    )
    actions = ask.rows(
        "Actions",
        ActionForm,
        one="Action",
        required=False,
        starts="Actions",
    )
    next_meetings = ask.rows(
        "Next meetings",
        NextMeetingForm,
        one="Meeting",
        required=False,
        starts="Next meetings",
    )
    next_meetings_item = ask.whole("Under item number", most=MOST_ITEMS, required=False)
    sent_by_calendar = ask.tick("The times have already been sent by calendar")
    closing = ask.line("Closing line", required=False, starts="Closing")
