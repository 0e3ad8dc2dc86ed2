"""What we ask about a meeting that is minuted, in the order we ask it."""

from service.forms import fields as ask
from service.forms import meeting
from service.forms.answers import Form
from service.forms.meeting import SignatoryForm


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
    attendance = meeting.attendance()
    chair = ask.line("Chair", required=False)
    secretary = ask.line("Secretary")
    items = meeting.items()
    decisions = meeting.decisions()
    actions = meeting.actions()
    next_meetings = meeting.next_meetings()
    next_meetings_item = meeting.under_item()
    sent_by_calendar = meeting.sent_by_calendar()
    closing = ask.line("Closing line", required=False, starts="Closing")
    signatories = ask.rows(
        "Signatories", SignatoryForm, one="Signatory", required=False
    )
