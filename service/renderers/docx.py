"""Document to Word, block by block, on the letterhead's named styles."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as File
from docx.shared import Pt
from docx.text.paragraph import Paragraph as Line

from service.document.blocks import (
    Actions,
    Attendance,
    Block,
    Choices,
    Document,
    Facts,
    List,
    PageBreak,
    Table,
    Ticks,
    leads_on,
)
from service.document.text import Rich
from service.renderers.word import letterhead
from service.renderers.word.blocks import draw
from service.renderers.word.elements import add_sign
from service.renderers.word.grid import HEADER, draw_grid
from service.renderers.word.page import Page

TABLES = Table | Actions | Ticks
MOST = 255  # signs, in what Word keeps about a file
LOOSE = List | Facts | Attendance | Choices


def render(document: Document, *, now: datetime) -> bytes:
    """Return a Word file with the PDF's words in order; same `now`, same bytes."""
    template = letterhead.build(document.letterhead, document.language)
    page = Page(docx.Document(BytesIO(template)), document.direction)
    _describe(page.file, document, now)
    _head(page, document)
    for before, block, after in document.with_neighbours():
        if isinstance(before, TABLES) and isinstance(block, TABLES):
            page.line("Normal")  # or Word makes them one table
        if lines := draw(block, page):
            _set_apart(lines, before, block)
            lines[-1].paragraph_format.keep_with_next = leads_on(block, after) or None
    return _saved(page.file)


def _set_apart(lines: list[Line], before: Block | None, block: Block) -> None:
    """Give the space and the page breaks that lie between blocks."""
    first, last = lines[0].paragraph_format, lines[-1].paragraph_format
    if isinstance(before, PageBreak):
        first.page_break_before = True
    if isinstance(before, TABLES):
        usual = lines[0].style.paragraph_format.space_before if lines[0].style else None
        first.space_before = Pt(9) + (usual or 0)
    if isinstance(block, LOOSE):
        last.space_after = Pt(7)


def _head(page: Page, document: Document) -> None:
    if document.mark:
        unit = page.file.paragraphs[-1]._p
        add_sign(unit, "tab")
        page.write(document.mark, unit)
    if document.header:
        labels: list[Rich] = [fact.label for fact in document.header]
        values: list[Rich] = [fact.value for fact in document.header]
        draw_grid([labels, values], [1] * len(labels), page, looks=HEADER)
    page.line("Title", document.title)
    if document.subtitle:
        page.line("Subtitle", document.subtitle)
    running_head = page.file.sections[0].header.paragraphs[0]
    page.write(f"{document.letterhead.name} · {document.title}", running_head._p)


def _describe(file: File, document: Document, now: datetime) -> None:
    about = file.core_properties
    about.title, about.subject = document.title[:MOST], document.subtitle[:MOST]
    about.author = about.last_modified_by = document.letterhead.name[:MOST]
    about.language, about.revision = document.language, 1
    about.comments = about.keywords = ""
    about.created = about.modified = now


def _saved(file: File) -> bytes:
    """Return the file with every part dated alike, so that its hash means something."""
    dated, undated = BytesIO(), BytesIO()
    file.save(dated)
    with ZipFile(dated) as parts, ZipFile(undated, "w", ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            kept.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return undated.getvalue()
