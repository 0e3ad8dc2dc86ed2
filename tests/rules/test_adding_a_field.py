"""The recipe for a new field is followed to the letter, on a copy."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECIPE = (ROOT / "docs" / "adding-a-field.md").read_text(encoding="utf-8")
STEP = re.compile(
    r"In `(?P<file>.+?)`, (?:after `(?P<anchor>.+?)`|at the end):\n\n"
    r"```\w+\n(?P<lines>.+?)\n```",
    re.DOTALL,
)
USE = """
from datetime import date
from service.core.meeting import Item
from service.document.blocks import Letterhead
from service.document.words import make_speak
from service.forms.questions import questions
from service.kinds import KINDS
from service.renderers import RENDERERS
from datetime import datetime, UTC
from pathlib import Path

kind = KINDS["minutes"]
assert "keeper" in [question.name for question in questions(kind.schema)]
answers = {
    "group": "Styrgruppen", "held_on": "2020-06-16", "secretary": "Ida",
    "attendance": [{"name": "Ida"}], "items": [{"heading": "Hej"}],
}
words = make_speak(Path("templates/words"))("sv")
nobody = Letterhead("x", "", "x", (), "", "{page} ({pages})")
for extra in ({}, {"keeper": "Arkivet"}):
    model = kind.read({**answers, **extra})
    drawn = RENDERERS["txt"](kind.compose(model, words, nobody), now=datetime.now(UTC))
    assert ("Förvaras av" in drawn.decode()) == bool(extra), drawn.decode()
"""


@pytest.fixture
def copy(tmp_path):
    for room in ("service", "templates"):
        shutil.copytree(ROOT / room, tmp_path / room)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def test_the_recipe_for_a_field_works(copy):
    steps = list(STEP.finditer(RECIPE))
    for step in steps:
        _follow(copy / step["file"], step["anchor"], step["lines"])
    done = subprocess.run(
        (sys.executable, "-c", USE), cwd=copy, capture_output=True, check=False
    )

    assert len(steps) == 4
    assert done.returncode == 0, done.stderr.decode()


def _follow(file, anchor, lines):
    written = file.read_text(encoding="utf-8").splitlines()
    places = [n for n, line in enumerate(written, 1) if line.strip() == anchor]
    [place] = places if anchor else [len(written)]
    written[place:place] = lines.splitlines() if anchor else ["", *lines.splitlines()]
    file.write_text("\n".join(written) + "\n", encoding="utf-8")
