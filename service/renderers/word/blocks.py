"""One function per block: each returns the lines it drew, for space to be set."""

from collections.abc import Iterator, Sequence
from functools import singledispatch

from docx.document import Document as File
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph as Line

from service.document.blocks import (
    Actions,
    Attendance,
    Blank,
    Choices,
    Decision,
    Facts,
    Heading,
    Item,
    List,
    PageBreak,
    Paragraph,
    Passage,
    Signature,
    Table,
    Ticks,
    direction,
)
from service.document.people import names
from service.document.pictures import Drawing, QrCode
from service.document.text import Span
from service.renderers import qr
from service.renderers.look import LOOK
from service.renderers.word.elements import add, add_sign
from service.renderers.word.grid import BLOCK, MATRIX, draw_grid
from service.renderers.word.letterhead import place_beside
from service.renderers.word.page import Page

LOOKS = {"body": "Body Text", "lead": "Lead", "note": "Note"}
DEEPEST = 2  # our lists have three levels: what lies deeper stands on the third
CHECKBOX = (
    "<w:sdt {names} xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>"
    "<w:sdtPr><w14:checkbox><w14:checked w14:val='{ticked:d}'/>"
    "<w14:checkedState w14:val='2612' w14:font='Segoe UI Symbol'/>"
    "<w14:uncheckedState w14:val='2610' w14:font='Segoe UI Symbol'/></w14:checkbox>"
    "</w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val='ChoiceBox'/></w:rPr>"
    "<w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
)


@singledispatch
def draw(block: object, page: Page) -> list[Line]:
    raise NotImplementedError(type(block).__name__)


@draw.register
def _(block: Heading, page: Page) -> list[Line]:
    number = f"{block.number} " if block.number else ""
    return [page.line(f"Heading {block.level}", number + block.text)]


@draw.register
def _(block: Paragraph, page: Page) -> list[Line]:
    return [page.line(LOOKS[block.look], block.text)]


@draw.register
def _(block: List, page: Page) -> list[Line]:
    return list(_listed(block.items, page, ordered=block.ordered))


def _listed(
    items: Sequence[Item], page: Page, *, ordered: bool, level: int = 0
) -> Iterator[Line]:
    style = "List Number" if ordered else "List Bullet"
    number = _new_number(page.file, level) if ordered else None
    for item in items:
        line = page.line(f"{style} {level + 1}" if level else style, item.text)
        if number is not None:
            numbered = add(line._p.get_or_add_pPr(), "numPr")
            add(numbered, "ilvl", val=str(level))
            add(numbered, "numId", val=str(number))
        if item.items:
            line.paragraph_format.keep_with_next = True
        yield line
        deeper = min(level + 1, DEEPEST)
        yield from _listed(item.items, page, ordered=item.ordered, level=deeper)


def _new_number(file: File, level: int) -> int:
    """Return the id of a numbering that begins at one."""
    number = file.part.numbering_part.element.add_num(2)
    number.add_lvlOverride(ilvl=level).add_startOverride(1)
    return int(number.numId)


@draw.register
def _(block: Facts, page: Page) -> list[Line]:
    return [page.labelled("Facts", row.label, row.value) for row in block.rows]


@draw.register
def _(block: Attendance, page: Page) -> list[Line]:
    drawn = []
    for group in block.groups:
        first, *others = names(group, page.towards)
        line = page.labelled("Facts", group.label, first)
        for other in others:
            add_sign(line._p, "br")
            page.write(other, line._p)
        drawn.append(line)
    return drawn


@draw.register
def _(block: Decision, page: Page) -> list[Line]:
    return [page.line("Decision Label", block.label), page.line("Decision", block.text)]


@draw.register
def _(block: Actions, page: Page) -> list[Line]:
    rows = [(a.what, (Span(a.who, bold=True),), a.support, a.when) for a in block.rows]
    draw_grid([block.columns, *rows], LOOK["actions"], page)
    return []


@draw.register
def _(block: Table, page: Page) -> list[Line]:
    shares = block.widths or (1,) * len(block.columns)
    looks = MATRIX if block.matrix else BLOCK
    draw_grid([block.columns, *block.rows], shares, page, looks=looks)
    return []


@draw.register
def _(block: Choices, page: Page) -> list[Line]:
    drawn = []
    for option in block.options:
        line = page.line("Choice")
        sign = "☒" if option.ticked else "☐"
        box = CHECKBOX.format(names=nsdecls("w"), ticked=option.ticked, sign=sign)
        line._p.append(parse_xml(box))
        add_sign(line._p, "tab")
        page.write(option.text, line._p)
        line.paragraph_format.keep_with_next = True
        drawn.append(line)
    return drawn


@draw.register
def _(block: Blank, page: Page) -> list[Line]:
    label = page.line("Blank Label", block.label)
    drawn = [label, *(page.line("Write Line") for _ in range(block.lines))]
    for line in drawn:
        line.paragraph_format.keep_with_next = True
    return drawn


@draw.register
def _(block: Ticks, page: Page) -> list[Line]:
    rows = [(row.text, *("☐" for _ in row.fields)) for row in block.rows]
    shares = (3, *(1 for _ in block.columns[1:]))
    draw_grid([block.columns, *rows], shares, page, looks=MATRIX)
    return []


@draw.register
def _(block: Signature, page: Page) -> list[Line]:
    rules, labels = page.line("Signature Line"), page.line("Signature Label")
    for _ in range(3):
        add_sign(rules._p, "tab")
    where, who = block.labels
    page.write(where, labels._p)
    add_sign(labels._p, "tab")
    page.write(who, labels._p)
    return [rules, labels]


@draw.register
def _(block: QrCode, page: Page) -> list[Line]:
    code, picture = page.line("QR Code"), qr.png(block.target)
    place_beside(code, picture, block.alt, width=25, gap=6, backwards=page.backwards)
    caption = page.line("QR Caption", block.caption)
    add(add(caption._p, "r"), "br", type="textWrapping", clear="all")
    return [code, caption]


@draw.register
def _(block: Drawing, page: Page) -> list[Line]:
    return [page.line("Blank Label", block.caption)]


@draw.register
def _(block: PageBreak, page: Page) -> list[Line]:
    return []


@draw.register
def _(block: Passage, page: Page) -> list[Line]:
    within = page.turned(direction(block.language))
    return [line for each in block.blocks for line in draw(each, within)]
