"""Square codes for a phone to read, as a drawing and as a picture."""

from functools import lru_cache
from io import BytesIO

import segno

INK = "#17242b"


@lru_cache(maxsize=1024)
def svg(target: str, *, error: str = "m") -> str:
    """Return the code as SVG without margins, for Typst."""
    return _drawn(target, kind="svg", error=error).decode()


@lru_cache(maxsize=1024)
def drawing(target: str) -> str:
    """Return the code as SVG that can stand within a page of HTML."""
    code = segno.make(target, error="m")
    return code.svg_inline(border=0, dark=INK, omitsize=True)


@lru_cache(maxsize=1024)
def png(target: str) -> bytes:
    """Return the code as a picture without margins, for Word."""
    return _drawn(target, kind="png", scale=16)


def _drawn(target: str, *, kind: str, scale: int = 1, error: str = "m") -> bytes:
    file = BytesIO()
    code = segno.make(target, error=error)
    code.save(file, kind=kind, border=0, dark=INK, scale=scale)
    return file.getvalue()
