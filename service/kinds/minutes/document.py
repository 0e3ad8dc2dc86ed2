"""How minutes read."""

from service.document import sections
from service.document.blocks import Document, Facts, Letterhead
from service.document.words import Words
from service.kinds.minutes.model import Minutes


def title(minutes: Minutes, words: Words) -> str:
    composed = words(
        "Minutes {group}, {day}", group=minutes.group, day=minutes.held_on.isoformat()
    )
    return minutes.title or composed


def compose(minutes: Minutes, words: Words, letterhead: Letterhead) -> Document:
    return Document(
        title=title(minutes, words),
        language=words.language,
        letterhead=letterhead,
        header=sections.facts(
            (words("Date"), minutes.held_on.isoformat()),
            (words("Reference"), minutes.reference or words("Minutes")),
            (words("Time, place"), sections.joined(minutes.time, minutes.place)),
        ),
        blocks=(
            Facts(
                sections.facts(
                    (words("Kind of meeting"), minutes.group),
                )
            ),
            sections.attendance(
                minutes, words, chair=minutes.chair, secretary=minutes.secretary
            ),
            *sections.agenda(minutes, words, numbered=True),
            *sections.closing(minutes),
            *sections.signatures(minutes.signatories, words),
        ),
    )
