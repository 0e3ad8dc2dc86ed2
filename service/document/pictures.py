"""Blocks that are pictures: each is told in words as well, for who does not see it."""

from dataclasses import dataclass

from service.document.text import Printable, Rich


@dataclass(frozen=True, slots=True)
class QrCode(Printable):
    target: str
    alt: str
    caption: Rich


@dataclass(frozen=True, slots=True)
class Drawing(Printable):
    """What somebody drew by hand: a path (SVG) per stroke, as `read_strokes` has it.

    Word has the caption alone: it draws no paths of its own accord.
    """

    strokes: tuple[str, ...]
    alt: str
    caption: str
