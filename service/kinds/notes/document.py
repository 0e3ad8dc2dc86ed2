"""How notes read."""

from service.document import sections
from service.document.blocks import Block, Document, Heading, Letterhead, Table
from service.document.words import Words
from service.kinds.notes.model import Notes

WIDTHS = (31, 46, 38, 29)


def title(notes: Notes, words: Words) -> str:
    composed = words(
        "Notes {group}, {day}", group=notes.group, day=notes.held_on.isoformat()
    )
    return notes.title or composed


def compose(notes: Notes, words: Words, letterhead: Letterhead) -> Document:
    matrix = _matrix(notes, words)
    placed = {notes.matrix_item: matrix} if notes.matrix_item else {}
    alone = () if placed else _under_heading(matrix, words)
    return Document(
        title=title(notes, words),
        subtitle=f"{notes.group} {notes.held_on:%y%m%d}",
        language=words.language,
        letterhead=letterhead,
        header=sections.facts(
            (words("Date"), notes.held_on.isoformat()),
            (words("Reference"), words("Notes")),
            (words("Programme"), notes.programme),
            (words("Time, place"), sections.joined(notes.time, notes.place)),
        ),
        blocks=(
            sections.attendance(notes, words, secretary=notes.secretary),
            *sections.agenda(notes, words, numbered=False, inserted=placed),
            *alone,
            *sections.closing(notes),
        ),
    )


def _matrix(notes: Notes, words: Words) -> tuple[Block, ...]:
    columns = (
        words("Area"),
        words("How do we know how far we have come?"),
        words("Milestones?"),
        words("Follow-up?"),
    )
    rows = tuple(
        (row.area, row.indicator, row.milestones, row.follow_up) for row in notes.matrix
    )
    return (Table(columns, rows, widths=WIDTHS, matrix=True),) if rows else ()


def _under_heading(matrix: tuple[Block, ...], words: Words) -> tuple[Block, ...]:
    return (Heading(words("Follow-up by area")), *matrix) if matrix else ()
