"""Minutes: the formal record of a meeting."""

from operator import attrgetter

from service.core.sentence import Sentence
from service.kind import Kind
from service.kinds.minutes.document import compose, title
from service.kinds.minutes.form import MinutesForm
from service.kinds.minutes.model import Minutes

KIND = Kind(
    name="minutes",
    label=Sentence("Minutes"),
    about=Sentence("A meeting on record: who was there, decisions and actions."),
    schema=MinutesForm(),
    model=Minutes,
    compose=compose,
    title=title,
    held_on=attrgetter("held_on"),
    meetings=lambda minutes: tuple(minutes.next_meetings),
)
