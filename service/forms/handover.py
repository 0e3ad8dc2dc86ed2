"""To whom a record is handed over, and what is said with it."""

from service.forms import fields as ask
from service.forms.answers import Form


class HandoverForm(Form):
    """`phone` is for guardians; `note` for all who may read the record."""

    account_id = ask.identity("Who takes over?")
    phone = ask.line(
        "Their phone number",
        hint="Guardians see it beside the name of who takes over.",
        most=30,
        required=False,
    )
    note = ask.text(
        "A note",
        hint="Whoever takes over reads it on the page, and so do all who may read the"
        " record. It is not in the mail.",
        most=1_000,
        required=False,
    )


class HandoverOfAllForm(Form):
    """Who takes over all that somebody has."""

    account_id = ask.identity("Who takes over?")
