"""A pair of eyes: takes a picture of each page, and has it examined with axe."""

from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Only what is wrong is asked for: to tell of all that is right takes far longer.
EXAMINE = """axe.run({resultTypes: ["violations"]}).then(found =>
    found.violations.map(one => [one.id, one.nodes.map(node => node.target)]))"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"


class Looker:
    """`complaints` gathers what no page may do: fail axe, break its policy"""

    def __init__(self, page: Page, folder: Path, *, examines: bool) -> None:
        self.page = page
        self.folder = folder
        self.examines = examines
        self.complaints: list[str] = []
        self.seen = 0
        folder.mkdir(parents=True, exist_ok=True)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def look(self, name: str) -> None:
        """Examine the page as it is now, and keep a picture of it."""
        self.seen += 1
        self.page.screenshot(
            path=self.folder / f"{self.seen:02d}-{name}.png", full_page=True
        )
        if self.examines:
            self._examine(name)

    def open(self, address: str, *, name: str) -> None:
        self.page.goto(address)
        self.look(name)

    def _examine(self, name: str) -> None:
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[Any] = self.page.evaluate(EXAMINE)
        self.complaints += [f"{name}: {rule} at {places}" for rule, places in found]
        if self.page.evaluate(SIDEWAYS):
            self.complaints.append(f"{name}: scrolls sideways")

    def _hear(self, message: ConsoleMessage) -> None:
        """A page that asks for what its own policy forbids is wrong."""
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)
