"""Mandate: an assignment given to somebody, and what it asks for."""

from operator import attrgetter

from service.core.sentence import Sentence
from service.kind import Kind
from service.kinds.mandate.document import compose, title
from service.kinds.mandate.form import MandateForm
from service.kinds.mandate.model import Mandate

KIND = Kind(
    name="mandate",
    label=Sentence("Assignment"),
    about=Sentence("Who asks whom to do what, why, by when, and how it is reported."),
    schema=MandateForm(),
    model=Mandate,
    compose=compose,
    title=title,
    held_on=attrgetter("dated"),
)
