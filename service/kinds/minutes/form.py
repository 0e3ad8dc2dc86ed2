"""What we ask about a meeting that is minuted, in the order we ask it."""

from service.forms import fields as ask
from service.forms.answers import Form
from service.forms.meeting import (
    MOST_ITEMS,
    ActionForm,
    DecisionForm,
    ItemForm,
    NextMeetingForm,
    ParticipantForm,
    SignatoryForm,
)


class MinutesForm(Form):
    group = ask.line("Which group met?", starts="The meeting")
    title = ask.line(
        "Title",
        required=False,
        hint="Left empty, it becomes the kind, the group and the date.",
    )
    held_on = ask.day("Date", hint="For example 2020-06-16 or 16 June 2020.")
    time = ask.times("Time", required=False, hint="For example 08:00–09:00.")
    place = ask.line("Place or channel", required=False)
    reference = ask.line(
        "Reference number",
        required=False,
        hint="Only if the registry has given one.",
    )
    attendance = ask.rows(
        "Attendance",
        ParticipantForm,
        one="Person",
        starts="Attendance",
    )
    chair = ask.line("Chair", required=False)
    secretary = ask.line("Secretary")
    items = ask.rows(
        "Items",
        ItemForm,
        one="Item",
        most=MOST_ITEMS,
        starts="Agenda",
    )
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
    signatories = ask.rows(
        "Signatories", SignatoryForm, one="Signatory", required=False
    )
