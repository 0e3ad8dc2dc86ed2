"""How a record goes out, and to whom."""

from service.core.classification import Classification
from service.core.register import LANGUAGES
from service.core.sentence import Sentence
from service.forms import fields as ask
from service.forms.answers import Form

MOST_RECIPIENTS = 200  # a longer list is refused before any of it is read
CLASSIFICATIONS = (
    (Classification.OPEN, Sentence("Open")),
    (Classification.INTERNAL, Sentence("Internal")),
    (Classification.CONFIDENTIAL, Sentence("Confidential")),
)
FORMATS = (("pdf", Sentence("PDF")), ("docx", Sentence("Word")))


class TypedForm(Form):
    name = ask.line("Name")
    email = ask.address("E-mail")
    language = ask.choice("Language", LANGUAGES, default="sv", required=False)


class SendingForm(Form):
    """`groups` and `people` hold ids of the register, which the action looks up.

    A mail goes to each member of `groups`; those of `readers` may read the record here,
    also if they become members later.
    """

    classification = ask.choice(
        "How open is the record?",
        CLASSIFICATIONS,
        reads=Classification,
        hint="Only an open record is attached; else a link is sent.",
    )
    language = ask.choice("Language of the documents", LANGUAGES)
    attach = ask.several("Attach", FORMATS, required=False, hint="Open records only.")
    groups = ask.identities("Groups", most=MOST_RECIPIENTS, required=False)
    readers = ask.identities(
        "Groups that may read it", most=MOST_RECIPIENTS, required=False
    )
    people = ask.identities("People", most=MOST_RECIPIENTS, required=False)
    typed = ask.rows(
        "Others",
        TypedForm,
        one="Person",
        most=MOST_RECIPIENTS,
        required=False,
    )
