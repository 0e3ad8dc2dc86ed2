"""What we ask about a meeting that is remembered in notes, in the order we ask it."""

from service.forms import fields as ask
from service.forms import meeting
from service.forms.answers import Form
from service.forms.meeting import MatrixForm


class NotesForm(Form):
    group = ask.line("Which group met?", starts="The meeting")
    title = ask.line(
        "Title",
        required=False,
        hint="Left empty, it becomes the kind, the group and the date.",
    )
    programme = ask.line("Programme or project", required=False)
    held_on = ask.day("Date", hint="For example 2020-06-16 or 16 June 2020.")
    time = ask.times("Time", required=False, hint="For example 08:00–09:00.")
    place = ask.line("Place or channel", required=False)
    attendance = meeting.attendance()
    secretary = ask.line("Secretary", required=False)
    items = meeting.items()
    matrix = ask.rows(
        "Follow-up by area",
        MatrixForm,
        one="Area",
        required=False,
        starts="Follow-up by area",
    )
    matrix_item = meeting.under_item()
    decisions = meeting.decisions()
    actions = meeting.actions()
    next_meetings = meeting.next_meetings()
    next_meetings_item = meeting.under_item()
    sent_by_calendar = meeting.sent_by_calendar()
    closing = ask.line("Closing line", required=False, starts="Closing")
