"""Which signs our fonts can draw: what they cannot is named where it is typed."""

from functools import cache
from unicodedata import category, normalize

from fontTools.ttLib import TTFont

from service.renderers.fonts import bundled

REGULAR = ("normal", 400)  # every weight of a family draws the same signs
NEVER_DRAWN = {"Cc", "Cf"}  # line breaks and joiners need no font


def missing_signs(text: str) -> str:
    """Return each sign of `text`, once, that no font of ours can draw; "" is good."""
    signs = dict.fromkeys(normalize("NFC", text))
    return "".join(sign for sign in signs if not _is_drawn(sign))


def _is_drawn(sign: str) -> bool:
    in_a_font = ord(sign) in drawable()
    return in_a_font or sign.isspace() or category(sign) in NEVER_DRAWN


@cache
def drawable() -> frozenset[int]:
    """Return the code points of every sign that some font draws; read once, 50 ms."""
    fonts = (font for font in bundled().fonts() if (font.style, font.weight) == REGULAR)
    return frozenset(sign for font in fonts for sign in _signs(str(font.path)))


def _signs(path: str) -> list[int]:
    with TTFont(path, lazy=True) as font:
        return list(font.getBestCmap())
