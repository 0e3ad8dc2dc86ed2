"""Document to HTML: a fragment for a page that has its own `h1`, so the title is h2."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch
from html import escape

from service.document.blocks import (
    Actions,
    Attendance,
    Blank,
    Choices,
    Decision,
    Document,
    Facts,
    Heading,
    Item,
    Letterhead,
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
from service.document.text import Rich, Span
from service.renderers import qr, strokes
from service.renderers.markup import facts, labelled, rich, table
from service.renderers.tags import tag

TITLE_LEVEL = 2


def render(document: Document, *, now: datetime) -> bytes:
    """Return an `article` with every text escaped; the same whatever `now` is."""
    article = tag(
        "article",
        _sender(document),
        facts(document.header, "hs-doc__header") if document.header else "",
        tag(f"h{TITLE_LEVEL}", escape(document.title), class_="hs-doc__title"),
        _line(document.subtitle, "hs-doc__subtitle"),
        *(draw(block, document.direction) for block in document.blocks),
        _footer(document.letterhead),
        class_="hs-doc",
        lang=document.language,
        dir=document.direction,
    )
    return article.encode()


def _sender(document: Document) -> str:
    sender = document.letterhead
    lines = (
        _line(sender.name, "hs-doc__sender"),
        _line(sender.unit, "hs-doc__unit"),
        _line(document.mark, "hs-doc__mark"),
    )
    return tag("header", *lines, class_="hs-doc__head")


def _footer(sender: Letterhead) -> str:
    columns = (
        tag("p", "<br>".join(escape(line) for line in lines))
        for lines in (*sender.columns, (sender.web,))
        if any(lines)
    )
    return tag("footer", *columns, class_="hs-doc__foot")


def _line(text: Rich, look: str) -> str:
    return tag("p", rich(text), class_=look) if text else ""


@singledispatch
def draw(block: object, towards: str) -> str:
    raise NotImplementedError(type(block).__name__)


@draw.register
def _(block: Heading, towards: str) -> str:
    number = f"{block.number} " if block.number else ""
    return tag(f"h{min(block.level + TITLE_LEVEL, 6)}", escape(number + block.text))


@draw.register
def _(block: Paragraph, towards: str) -> str:
    return tag("p", rich(block.text), class_=f"hs-doc__{block.look}")


@draw.register
def _(block: List, towards: str) -> str:
    return _list(block.items, ordered=block.ordered)


def _list(items: Iterable[Item], *, ordered: bool) -> str:
    return tag("ol" if ordered else "ul", *(_item(item) for item in items))


def _item(item: Item) -> str:
    within = _list(item.items, ordered=item.ordered) if item.items else ""
    return tag("li", rich(item.text), within)


@draw.register
def _(block: Facts, towards: str) -> str:
    return facts(block.rows, "hs-doc__facts")


@draw.register
def _(block: Attendance, towards: str) -> str:
    pairs = (
        (escape(group.label), [escape(name) for name in names(group, towards)])
        for group in block.groups
    )
    return labelled(pairs, "hs-doc__facts")


@draw.register
def _(block: Decision, towards: str) -> str:
    label = tag("p", tag("strong", escape(block.label)))
    return tag("div", label, tag("p", rich(block.text)), class_="hs-doc__decision")


@draw.register
def _(block: Actions, towards: str) -> str:
    return table(
        block.columns,
        [(a.what, (Span(a.who, bold=True),), a.support, a.when) for a in block.rows],
    )


@draw.register
def _(block: Table, towards: str) -> str:
    return table(block.columns, block.rows, matrix=block.matrix)


@draw.register
def _(block: Choices, towards: str) -> str:
    options = (
        tag("li", "☒ " if option.ticked else "☐ ", rich(option.text))
        for option in block.options
    )
    return tag("ul", *options, class_="hs-doc__choices")


@draw.register
def _(block: Blank, towards: str) -> str:
    lines = tag("div", class_="hs-doc__line") * block.lines
    return tag("div", tag("p", escape(block.label)), lines, class_="hs-doc__blank")


@draw.register
def _(block: Ticks, towards: str) -> str:
    rows = [(row.text, *("☐" for _ in row.fields)) for row in block.rows]
    return table(block.columns, rows, matrix=True)


@draw.register
def _(block: Signature, towards: str) -> str:
    labels = (tag("p", escape(label)) for label in block.labels)
    return tag("div", *labels, class_="hs-doc__signature")


@draw.register
def _(block: QrCode, towards: str) -> str:
    code = tag("div", qr.drawing(block.target), role="img", aria_label=block.alt)
    return tag("div", code, tag("p", rich(block.caption)), class_="hs-doc__code")


@draw.register
def _(block: Drawing, towards: str) -> str:
    drawn = tag("div", strokes.svg(block.strokes), role="img", aria_label=block.alt)
    return tag("div", drawn, _line(block.caption, "hs-doc__note"))


@draw.register
def _(block: PageBreak, towards: str) -> str:
    return "<hr>"


@draw.register
def _(block: Passage, towards: str) -> str:
    inside = (draw(each, direction(block.language)) for each in block.blocks)
    return tag("div", *inside, lang=block.language, dir=direction(block.language))
