"""What the documents say is so."""

import re
from pathlib import Path

import pytest

from service.cli import COMMANDS
from service.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TARGETS = ("run", "test", "check", "demo", "bench", "fix", "migrate")
LINK = re.compile(r"\]\((?!http)([^)#]+)\)")


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file):
    links = LINK.findall(file.read_text(encoding="utf-8"))

    assert [link for link in links if not (file.parent / link).exists()] == []


def test_the_map_names_every_room():
    told = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    rooms = {path.stem for path in (ROOT / "service").iterdir() if path.stem[0] != "_"}

    assert [room for room in sorted(rooms) if not _stands(room, told)] == []


def test_every_setting_is_told(tmp_path):
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    env = _Asked(VAR_DIR=str(tmp_path))
    Settings.from_env(env)

    assert [name for name in sorted(env.asked) if f"`{name}`" not in told] == []


def test_every_target_of_make_is_told():
    made = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.findall(r"^([a-z]+):.*## ", made, re.MULTILINE) == ["help", *TARGETS]


def test_every_command_that_is_told_exists():
    told = "".join(file.read_text(encoding="utf-8") for file in DOCS)

    assert set(re.findall(r"`handslag ([a-z-]+)", told)) <= COMMANDS.keys()


def _stands(room, told):
    return re.search(rf"service[./]{room}\b", told)


class _Asked(dict):
    """An environment that remembers which variables were asked for."""

    def __init__(self, **given):
        super().__init__(given)
        self.asked = set()

    def get(self, name, default=None):
        if not name.endswith("_FILE"):
            self.asked.add(name)
        return super().get(name, default)
