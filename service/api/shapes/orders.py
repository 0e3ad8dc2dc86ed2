"""What a program asks for: send this, show me that, keep this for later."""

from functools import cache

from marshmallow import Schema

from service.api.shapes.base import anything, inside
from service.core.register import LANGUAGES
from service.core.sentence import Sentence
from service.forms.answers import Form
from service.forms.fields import address, choice, day, line
from service.forms.sending import SendingForm
from service.kind import AnyKind
from service.kinds import KINDS

ANSWERS, SENDING = Sentence("Answers"), Sentence("Sending")
PREVIEWS = (("html", Sentence("Web page")), ("pdf", Sentence("PDF")))


@cache
def order_form(kind: AnyKind) -> type[Schema]:
    """Return the body that submits answers of `kind`.

    A kind whose answers say whom it goes to needs no `sending`, and heeds none.
    """
    return Form.from_dict(
        {
            "answers": inside(type(kind.schema), ANSWERS),
            "sending": inside(SendingForm, SENDING, required=not kind.addressed),
        },
        name=f"{kind.name.title()}Order",
    )


def preview_form(kind: AnyKind) -> type[Schema]:
    """Return the body that asks how answers of `kind` would look."""
    return Form.from_dict(
        {
            "answers": inside(type(kind.schema), ANSWERS),
            "format": choice("Format", PREVIEWS, default="html", required=False),
            "language": choice("Language", LANGUAGES, default="sv", required=False),
        },
        name=f"{kind.name.title()}Preview",
    )


class DraftAnswersForm(Form):
    """Answers and sending are kept as typed, finished or not."""

    answers = anything(ANSWERS, required=True)
    sending = anything(SENDING)


class NewDraftForm(DraftAnswersForm):
    kind = choice("Kind", [(kind.name, kind.label) for kind in KINDS.values()])


class ResendForm(Form):
    """`email` mends the address; without it the old one is used again."""

    email = address("E-mail", required=False)


class RerunForm(Form):
    reason = line("Reason")


class MembershipEndForm(Form):
    until = day("Last day")
