"""Consent: those who decide about a child are asked whether others may share."""

from service.core.classification import Classification
from service.core.sentence import Sentence
from service.kind import Addressed, Kind
from service.kinds.consent.days import problems_on
from service.kinds.consent.document import compose, title
from service.kinds.consent.form import ConsentForm
from service.kinds.consent.half import half
from service.kinds.consent.model import Consent

NAME = "consent"


def addressed(consent: Consent) -> Addressed:
    """Return whom the question is mailed to: who decides and has a web path."""
    guardians = tuple(
        (("guardians", place, "email"), one.name, one.email, one.language)
        for place, one in enumerate(consent.guardians)
        if consent.is_mailed(one)
    )
    child = (
        ("child_email",),
        consent.child_name,
        consent.child_email,
        consent.child_language,
    )
    asks_child = consent.asks_child and consent.child_email
    return Addressed(
        classification=Classification.CONFIDENTIAL,
        language="sv",
        to=(*guardians, child) if asks_child else guardians,
    )


KIND = Kind(
    name=NAME,
    label=Sentence("Consent"),
    about=Sentence("Ask those who decide about a child whether others may share."),
    schema=ConsentForm(),
    model=Consent,
    compose=compose,
    title=title,
    held_on=lambda consent: consent.valid_from,
    problems_on=problems_on,
    addressed=addressed,
    half=half,
)
