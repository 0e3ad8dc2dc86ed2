"""The sender's logo, at the size it is drawn in every rendition."""

from base64 import b64decode
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from
from typing import cast

import typst

from service.core.errors import GiveUp
from service.renderers.fonts import bundled
from service.renderers.look import LOOK, TEMPLATES

TALLEST, WIDEST = LOOK["logo"]["height"], LOOK["logo"]["width"]
PLACEHOLDER = TEMPLATES / "logo.svg"
START = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"  # what every PNG begins with; its size follows
WRAPPED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    '<image width="{width}" height="{height}" href="data:image/png;base64,{png}"/>'
    "</svg>"
)


@dataclass(frozen=True, slots=True)
class Logo:
    """A drawing for Typst and a picture for Word, and how many millimetres wide."""

    svg: str
    png: bytes
    width: float


@lru_cache(maxsize=256)
def read_logo(encoded: str) -> Logo:
    """Return the logo of a letterhead (base64 of a PNG), or a placeholder for none.

    Raises GiveUp when what was stored is no PNG.
    """
    if not encoded:
        return _placeholder()
    try:
        png = b64decode(encoded, validate=True)
        across, down = _pixels(png)
    except ValueError as problem:
        raise GiveUp("logo_is_no_png") from problem
    scale = min(TALLEST / down, WIDEST / across)
    width, height = across * scale, down * scale
    svg = WRAPPED.format(width=width, height=height, png=encoded)
    return Logo(svg, png, width)


def _pixels(png: bytes) -> tuple[int, int]:
    if not png.startswith(START):
        raise ValueError("not a PNG")
    across, down = unpack_from(">II", png + bytes(8), len(START))
    return max(across, 1), max(down, 1)


def _placeholder() -> Logo:
    """Word draws no SVG of its own accord: Typst makes the picture it needs."""
    page = "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    drawing = f'{page}#image("{PLACEHOLDER.name}", height: {TALLEST}mm)'
    compiler = typst.Compiler(root=str(TEMPLATES), font_paths=bundled())
    png = cast(bytes, compiler.compile(drawing.encode(), format="png", ppi=600))
    return Logo(PLACEHOLDER.read_text(), png, TALLEST)
