"""The font that fields of a PDF are filled in with: embedded whole, for any typing."""

from functools import cache
from io import BytesIO
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pypdf import PdfWriter
from pypdf.generic import IndirectObject

from service.renderers.fonts import bundled
from service.renderers.pdf_objects import made, stream

FAMILY, REGULAR = "Source Sans 3", ("normal", 400)
NAME = "/HSFORM+SourceSans3-Regular"
FIRST, LAST = 32, 255
NONSYMBOLIC = 32
UPRIGHT = 80  # how thick its stems are: a guess is allowed, and usual
EM = 1000  # what a PDF measures glyphs in


def add_font(writer: PdfWriter) -> IndirectObject:
    """Add a simple font of all that Windows-1252 can write: what every viewer types."""
    program, described = _subset()
    file = writer._add_object(stream(program, Length1=len(program)))
    about = {"/Type": "/FontDescriptor", "/FontName": NAME, "/FontFile2": file}
    descriptor = writer._add_object(made(about | described["descriptor"]))
    font = {"/Type": "/Font", "/Subtype": "/TrueType", "/BaseFont": NAME}
    return writer._add_object(
        made(font | described["font"] | {"/FontDescriptor": descriptor})
    )


@cache
def _subset() -> tuple[bytes, dict[str, Any]]:
    """Return the font with no more than those signs, and what a PDF says of it."""
    options = Options(layout_features=[], hinting=False, recalc_timestamp=False)
    with TTFont(_path(), recalcTimestamp=False) as font:
        signs = Subsetter(options)
        signs.populate(text="".join(map(_sign, range(FIRST, LAST + 1))))
        signs.subset(font)
        kept = BytesIO()
        font.save(kept)
        return kept.getvalue(), {"descriptor": _measured(font), "font": _coded(font)}


def _path() -> str:
    wanted = (FAMILY, *REGULAR)
    fonts = bundled().fonts()
    return next(str(f.path) for f in fonts if (f.family, f.style, f.weight) == wanted)


def _sign(code: int) -> str:
    return bytes([code]).decode("cp1252", errors="ignore")


def _measured(font: TTFont) -> dict[str, Any]:
    head, lines, high = font["head"], font["hhea"], font["OS/2"]
    scale = EM / head.unitsPerEm
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return {
        "/Flags": NONSYMBOLIC,
        "/FontBBox": [round(side * scale) for side in box],
        "/ItalicAngle": 0,
        "/Ascent": round(lines.ascent * scale),
        "/Descent": round(lines.descent * scale),
        "/CapHeight": round(high.sCapHeight * scale),
        "/StemV": UPRIGHT,
    }


def _coded(font: TTFont) -> dict[str, Any]:
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    signs = (_sign(code) or "\0" for code in range(FIRST, LAST + 1))
    drawn = (glyphs.get(ord(sign), ".notdef") for sign in signs)
    scale = EM / font["head"].unitsPerEm
    return {
        "/Encoding": "/WinAnsiEncoding",
        "/FirstChar": FIRST,
        "/LastChar": LAST,
        "/Widths": [round(widths[glyph][0] * scale) for glyph in drawn],
    }
