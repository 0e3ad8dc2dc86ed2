"""The tokens that give every rendition one look, and the folder they lie in."""

import json
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parents[2] / "templates" / "typst"
LOOK: dict[str, Any] = json.loads((TEMPLATES / "look.json").read_text())
