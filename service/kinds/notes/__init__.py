"""Notes: what a meeting or a planning day left behind."""

from operator import attrgetter

from service.core.sentence import Sentence
from service.kind import Kind
from service.kinds.notes.document import compose, title
from service.kinds.notes.form import NotesForm
from service.kinds.notes.model import Notes

KIND = Kind(
    name="notes",
    label=Sentence("Notes"),
    about=Sentence("What was said at a meeting or planning day, and what is next."),
    schema=NotesForm(),
    model=Notes,
    compose=compose,
    title=title,
    held_on=attrgetter("held_on"),
    meetings=lambda notes: tuple(notes.next_meetings),
)
