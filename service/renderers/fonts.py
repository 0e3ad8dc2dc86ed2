"""Where the fonts of our documents lie: nowhere else is looked."""

import os
from functools import cache
from pathlib import Path

from typst import Fonts

ROOT = Path(__file__).parents[2]
FOLDER = Path(
    os.environ.get("HANDSLAG_FONTS") or ROOT / "node_modules" / "@expo-google-fonts"
)


@cache
def bundled() -> Fonts:
    """Return every font below `FOLDER`, and none of the machine's or of Typst's own."""
    return Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FOLDER)],
    )
