"""What staff say when a consent must be thought over again, holds still, or is over."""

from service.core.consent import DOUBTS, Doubt
from service.forms import fields as ask
from service.forms.answers import Form

LONGEST = 1_000


class DoubtForm(Form):
    doubt = ask.choice("What has changed?", DOUBTS, reads=Doubt)
    note = ask.text("What do you know about it?", required=False, most=LONGEST)


class UpholdForm(Form):
    note = ask.text("Why does the consent still hold?", most=LONGEST)


class EndForm(Form):
    note = ask.text("What has happened?", most=LONGEST)
