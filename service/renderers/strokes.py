"""Strokes drawn by hand, as a drawing of the pad they were drawn on."""

from collections.abc import Iterable
from html import escape

from service.core.strokes import HEIGHT, WIDTH

INK = "#17242b"
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    ' width="{width}" height="{height}">'
    '<g fill="none" stroke="{ink}" stroke-width="2.5" stroke-linecap="round"'
    ' stroke-linejoin="round">{paths}</g></svg>'
)


def svg(strokes: Iterable[str]) -> str:
    """Return the strokes as SVG, for Typst and for a page of HTML alike."""
    paths = "".join(f'<path d="{escape(stroke)}"/>' for stroke in strokes)
    return DRAWN.format(width=WIDTH, height=HEIGHT, ink=INK, paths=paths)
