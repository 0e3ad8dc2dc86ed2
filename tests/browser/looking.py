"""A pair of eyes: has each page examined with axe, in one sight or in several."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
THERE = "typeof axe === 'object'"
# Only what is wrong is asked for: to tell of all that is right takes far longer.
EXAMINE = """axe.run({resultTypes: ["violations"]}).then(found =>
    found.violations.map(one => [one.id, one.nodes.map(node => node.target)]))"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
# A picture of each page takes longer than its examination: for who wants to see them.
KEEPS_PICTURES = bool(os.environ.get("SCREENS"))
HIGH = 900


@dataclass(frozen=True)
class Sight:
    """How wide a window is, in pixels, and whether whoever sits there wants it dark."""

    width: int = 1280
    dark: bool = False

    @property
    def scheme(self) -> str:
        return "dark" if self.dark else "light"

    @property
    def size(self) -> dict[str, int]:
        return {"width": self.width, "height": HIGH}


DESK = Sight()
PHONE = Sight(360, dark=True)
# On the phone one goes about, for things lie closest there; all else is looked at.
EVERYWHERE = (PHONE, DESK)


class Looker:
    """`complaints` gathers what no page may do: fail axe, break its policy"""

    def __init__(
        self, page: Page, folder: Path, sights: Sequence[Sight], *, examines: bool
    ) -> None:
        self.page = page
        self.folder = folder
        self.sights = sights
        self.examines = examines
        self.complaints: list[str] = []
        self.seen = 0
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def look(self, name: str) -> None:
        """Examine the page as it is now, in each sight; the journey goes on in one."""
        self.seen += 1
        for sight in self.sights:
            self._see(sight)
            self._look(f"{name}-{sight.width}-{sight.scheme}")
        self._see(self.sights[0])

    def open(self, address: str, *, name: str) -> None:
        self.page.goto(address)
        self.look(name)

    def keep_picture(self, name: str) -> None:
        self.page.screenshot(
            path=self.folder / f"{self.seen:02d}-{name}.png", full_page=True
        )

    def _see(self, sight: Sight) -> None:
        if len(self.sights) > 1:
            self.page.emulate_media(color_scheme=sight.scheme)
            self.page.set_viewport_size(sight.size)

    def _look(self, name: str) -> None:
        if KEEPS_PICTURES:
            self.keep_picture(name)
        if self.examines:
            self._examine(name)

    def _examine(self, name: str) -> None:
        if not self.page.evaluate(THERE):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[Any] = self.page.evaluate(EXAMINE)
        self.complaints += [f"{name}: {rule} at {places}" for rule, places in found]
        if self.page.evaluate(SIDEWAYS):
            self.complaints.append(f"{name}: scrolls sideways")

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that asks for what its own policy forbids is wrong."""
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)
