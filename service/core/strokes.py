"""A signature drawn by hand: strokes of points, kept as paths to draw again."""

import json
from typing import Any

from service.core.sentence import Sentence

WIDTH, HEIGHT = 300, 140  # units of the pad; points outside it are no strokes of ours
MOST_SIGNS = 20_000
MOST_STROKES = 60
MOST_POINTS = 2_000
STRANGE = Sentence("The drawing could not be read. Erase it, or draw it again.")


def read_strokes(text: str) -> list[str]:
    """Return a path (SVG) per stroke of `[[[x, y], …], …]`, in JSON. Raises ValueError.

    Whole numbers within the pad become letters and numbers: nothing else gets through.
    """
    strokes = _parsed(text)
    if len(strokes) > MOST_STROKES or sum(map(len, strokes)) > MOST_POINTS:
        raise ValueError(STRANGE)
    return [_path(stroke) for stroke in strokes if stroke]


def _parsed(text: str) -> list[list[Any]]:
    if len(text) > MOST_SIGNS:
        raise ValueError(STRANGE)
    try:
        strokes = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(STRANGE) from None
    if not isinstance(strokes, list) or not all(isinstance(s, list) for s in strokes):
        raise ValueError(STRANGE)
    return strokes


def _path(stroke: list[Any]) -> str:
    return "M" + "L".join(_point(point) for point in stroke)


def _point(point: Any) -> str:
    match point:
        case [int(x), int(y)] if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            return f"{int(x)} {int(y)}"
    raise ValueError(STRANGE)
