"""Document to plain text, for mail and for bare screens."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import singledispatch
from textwrap import wrap

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
from service.document.text import Rich, Span, spans

WIDTH = 76
RULES = ("=", "-", "~", ".")  # under the title, and under headings of level 1, 2 and 3
BLANK_LINE = "_" * 40


def render(document: Document, *, now: datetime) -> bytes:
    """Return lines of at most 76 signs, where a word allows it, in UTF-8."""
    blocks = (draw(block, document.direction) for block in document.blocks)
    foot = _foot(document.letterhead)
    parts = ("\n".join(part) for part in (*_head(document), *blocks, foot) if part)
    return ("\n\n".join(parts) + "\n").encode()


def _head(document: Document) -> Iterator[list[str]]:
    sender = document.letterhead
    yield [line for line in (sender.name, sender.unit, document.mark) if line]
    yield [line for fact in document.header for line in _said(fact.label, fact.value)]
    yield _underlined(document.title, RULES[0])
    yield _wrapped(document.subtitle)


def _foot(sender: Letterhead) -> list[str]:
    lines = [sender.web] if sender.web else []
    for first, *others in reversed(sender.columns):
        lines = [*(_said(first, ", ".join(others)) if others else [first]), *lines]
    return ["-" * WIDTH, *lines] if lines else []


# ---- Lines ----


def words(text: Rich) -> str:
    return "".join(map(_addressed, spans(text)))


def _addressed(span: Span) -> str:
    """Return the text of a span and, when it does not say so itself, where it leads."""
    address = span.link.removeprefix("mailto:")
    return f"{span.text} <{address}>" if address not in span.text else span.text


def _wrapped(text: Rich, first: str = "", rest: str = "") -> list[str]:
    return wrap(
        words(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest or " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _said(label: str, value: Rich) -> list[str]:
    return _wrapped((f"{label}: ", *spans(value)), rest="  ")


def _underlined(text: str, rule: str) -> list[str]:
    lines = _wrapped(text)
    return [*lines, rule * max(map(len, lines), default=0)]


def _rows(columns: Sequence[str], rows: Iterable[Sequence[Rich]]) -> list[str]:
    """Return every row as lines of label and value, with a line between the rows."""
    drawn: list[str] = []
    for row in rows:
        drawn += [""] if drawn else []
        for label, value in zip(columns, row, strict=True):
            drawn += _said(label, value)
    return drawn


# ---- One function per block ----


@singledispatch
def draw(block: object, towards: str) -> list[str]:
    raise NotImplementedError(type(block).__name__)


@draw.register
def _(block: Heading, towards: str) -> list[str]:
    number = f"{block.number} " if block.number else ""
    return _underlined(number + block.text, RULES[block.level])


@draw.register
def _(block: Paragraph, towards: str) -> list[str]:
    return _wrapped(block.text)


@draw.register
def _(block: List, towards: str) -> list[str]:
    return list(_listed(block.items, ordered=block.ordered))


def _listed(items: Iterable[Item], *, ordered: bool, indent: str = "") -> Iterator[str]:
    for number, item in enumerate(items, start=1):
        sign = f"{indent}{number}. " if ordered else f"{indent}- "
        yield from _wrapped(item.text, first=sign)
        deeper = " " * len(sign)
        yield from _listed(item.items, ordered=item.ordered, indent=deeper)


@draw.register
def _(block: Facts, towards: str) -> list[str]:
    return [line for row in block.rows for line in _said(row.label, row.value)]


@draw.register
def _(block: Attendance, towards: str) -> list[str]:
    drawn: list[str] = []
    for group in block.groups:
        first, *others = names(group, towards)
        drawn += _wrapped(f"{group.label}: {first}", rest="  ")
        drawn += [line for other in others for line in _wrapped(other, first="  ")]
    return drawn


@draw.register
def _(block: Decision, towards: str) -> list[str]:
    lines = [*_wrapped(block.label), *_wrapped(block.text)]
    return [f"| {line}" for line in lines]


@draw.register
def _(block: Actions, towards: str) -> list[str]:
    return _rows(
        block.columns, [(a.what, a.who, a.support, a.when) for a in block.rows]
    )


@draw.register
def _(block: Table, towards: str) -> list[str]:
    return _rows(block.columns, block.rows)


@draw.register
def _(block: Choices, towards: str) -> list[str]:
    return [
        line
        for option in block.options
        for line in _wrapped(option.text, first="[x] " if option.ticked else "[ ] ")
    ]


@draw.register
def _(block: Blank, towards: str) -> list[str]:
    return [*_wrapped(block.label), *[BLANK_LINE] * block.lines]


@draw.register
def _(block: Ticks, towards: str) -> list[str]:
    rows = [(row.text, *("[ ]" for _ in row.fields)) for row in block.rows]
    return _rows(block.columns, rows)


@draw.register
def _(block: Signature, towards: str) -> list[str]:
    return [line for label in block.labels for line in _said(label, BLANK_LINE)]


@draw.register
def _(block: QrCode, towards: str) -> list[str]:
    return [*_wrapped(block.caption), block.target]


@draw.register
def _(block: Drawing, towards: str) -> list[str]:
    return _wrapped(block.caption)


@draw.register
def _(block: PageBreak, towards: str) -> list[str]:
    return []


@draw.register
def _(block: Passage, towards: str) -> list[str]:
    parts = (draw(each, direction(block.language)) for each in block.blocks)
    return [line for part in parts for line in ("", *part)][1:]
