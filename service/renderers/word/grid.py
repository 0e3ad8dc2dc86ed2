"""Tables: rows of cells of one line each, under headings that every page repeats."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.xmlchemy import BaseOxmlElement

from service.document.text import Rich
from service.renderers.word.elements import add
from service.renderers.word.page import Page, styled
from service.renderers.word.parts import WIDTH, ident, mm

HEADINGS_ONLY, HEADINGS_AND_FIRST_COLUMN = "0420", "04A0"


@dataclass(frozen=True, slots=True)
class Looks:
    """The named styles of a table, of its headings and of its other cells."""

    table: str = "Block Table"
    headings: str = "Table Heading"
    cells: str = "Table Text"
    matrix: bool = False


BLOCK = Looks()
MATRIX = Looks(matrix=True)
HEADER = Looks("Header Table", "Header Label", "Header Value")


def draw_grid(
    rows: Sequence[Sequence[Rich]],
    shares: Sequence[int],
    page: Page,
    *,
    looks: Looks = BLOCK,
) -> None:
    """Draw a table as wide as the page; the first of `rows` holds its headings."""
    grid = add(page.file.element.body, "tbl")
    page.place(grid)
    _describe(grid, looks, backwards=page.backwards)
    widths = [str(mm(WIDTH * share / sum(shares))) for share in shares]
    columns = add(grid, "tblGrid")
    for width in widths:
        add(columns, "gridCol", w=width)
    for number, row in enumerate(rows):
        drawn = _row(grid, is_heading=number == 0)
        style = looks.cells if number else looks.headings
        for width, text in zip(widths, row, strict=True):
            page.write(text, _cell(drawn, width, style))


def _describe(grid: BaseOxmlElement, looks: Looks, *, backwards: bool) -> None:
    about = add(grid, "tblPr")
    add(about, "tblStyle", val=ident(looks.table))
    if backwards:
        add(about, "bidiVisual")
    add(about, "tblW", w="0", type="auto")
    add(about, "tblLayout", type="fixed")
    add(
        about,
        "tblLook",
        val=HEADINGS_AND_FIRST_COLUMN if looks.matrix else HEADINGS_ONLY,
        firstRow="1",
        lastRow="0",
        firstColumn=f"{looks.matrix:d}",
        lastColumn="0",
        noHBand="0",
        noVBand="1",
    )


def _row(grid: BaseOxmlElement, *, is_heading: bool) -> BaseOxmlElement:
    row = add(grid, "tr")
    about = add(row, "trPr")
    add(about, "cantSplit")
    if is_heading:
        add(about, "tblHeader")
    return row


def _cell(row: BaseOxmlElement, width: str, style: str) -> BaseOxmlElement:
    """Return the line of a new cell."""
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w=width, type="dxa")
    return styled(cell, style)
