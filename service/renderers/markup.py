"""Texts, facts and tables as HTML: what the blocks of a document are made of."""

from collections.abc import Iterable, Sequence
from html import escape

from service.document.blocks import Fact, direction
from service.document.text import Rich, Span, spans
from service.renderers.tags import tag

ELEMENTS = {"bold": "strong", "italic": "em", "code": "code", "isolate": "bdi"}


def rich(text: Rich) -> str:
    return "".join(_marked(span) for span in spans(text))


def _marked(span: Span) -> str:
    drawn = escape(span.text)
    for look in ("bold", "italic", "code", "isolate"):
        if getattr(span, look):
            drawn = tag(ELEMENTS[look], drawn)
    if span.language:
        drawn = tag("span", drawn, lang=span.language, dir=direction(span.language))
    return tag("a", drawn, href=span.link) if span.link else drawn


def facts(rows: Iterable[Fact], look: str) -> str:
    pairs = ((escape(row.label), [rich(row.value)]) for row in rows)
    return labelled(pairs, look)


def labelled(pairs: Iterable[tuple[str, Sequence[str]]], look: str) -> str:
    groups = (
        tag("div", tag("dt", label), *(tag("dd", value) for value in values))
        for label, values in pairs
    )
    return tag("dl", *groups, class_=look)


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Rich]], *, matrix: bool = False
) -> str:
    """Return a table in a box that a keyboard can reach, for it may have to scroll."""
    head = tag("tr", *(tag("th", escape(name), scope="col") for name in columns))
    body = (tag("tr", *_cells(row, matrix=matrix)) for row in rows)
    drawn = tag("table", tag("thead", head), tag("tbody", *body))
    label = ", ".join(columns)
    return tag(
        "div",
        drawn,
        class_="hs-doc__table",
        role="group",
        tabindex="0",
        aria_label=label,
    )


def _cells(row: Sequence[Rich], *, matrix: bool) -> Iterable[str]:
    for column, text in enumerate(row):
        is_heading = matrix and column == 0
        yield (
            tag("th", rich(text), scope="row") if is_heading else tag("td", rich(text))
        )
