"""When those who have not answered are reminded, in whole days."""

from service.forms import fields as ask
from service.forms.answers import Form
from service.settings.reminders import LONGEST, MOST


class RemindersForm(Form):
    first = ask.whole("Days until the first reminder", most=LONGEST)
    every = ask.whole("Days between later reminders", most=LONGEST)
    most = ask.whole(
        "How many reminders at most?",
        hint="0 means that nobody is reminded unless you press the button yourselves.",
        most=MOST,
        least=0,
    )
