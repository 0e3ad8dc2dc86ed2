"""What a document asks for: the fields that can be filled in, on paper or a screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.document.blocks import Blank, Block, Choice, Choices, Document, Ticks
from service.document.text import plain


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is "question.answer" for a box to tick, one word for lines to write on.

    `label` is what is read aloud; a box has no lines.
    """

    name: str
    label: str
    lines: int = 0
    ticked: bool = False


def fields_of(document: Document) -> dict[str, Field]:
    """Return every field of the document by its name, in reading order."""
    each = (field for block in document.blocks for field in _fields(block))
    return {field.name: field for field in each if field.name}


def _fields(block: Block) -> Iterator[Field]:
    if isinstance(block, Blank):
        yield Field(block.field, block.label, lines=block.lines)
    elif isinstance(block, Choices):
        yield from map(_choice, block.options)
    elif isinstance(block, Ticks):
        yield from _ticks(block)


def _choice(option: Choice) -> Field:
    return Field(option.field, plain(option.text), ticked=option.ticked)


def _ticks(block: Ticks) -> Iterator[Field]:
    for row in block.rows:
        for answer, name in zip(block.columns[1:], row.fields, strict=True):
            yield Field(name, f"{block.label}, {row.text}: {answer}")
