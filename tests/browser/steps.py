"""What a person does on the way from an empty form to a record that has been sent."""

import re

from playwright.sync_api import Page, expect

NEXT = ".govuk-button-group button:not([name])"
SETTLED = "Alla har fått det"
TO = {"name": "Ylva Rosén", "email": "ylva.rosen@example.se"}
FIELDS = {
    "mandate": {
        "title": "Kartläggning av lokala grupper",
        "dated": "2019-02-06",
        "background": "Dialogen behöver stärkas.",
        "purpose": "Barn ska lyckas i skolan.",
        "goals": "Stärkt samverkan.",
        "giver": "Temagrupp barn och unga",
        "taker": "Processledaren",
        "task": "Att kartlägga grupperna.",
        "timeline": "Våren 2019",
        "reporting": "Till temagruppen",
    },
    "minutes": {
        "group": "Styrgruppen på Åsö",
        "held_on": "200616",
        "secretary": "Ida Broman",
    },
    "notes": {"group": "Temagruppen", "held_on": "2020-06-16"},
}
ROWS = {
    "mandate": {},
    "minutes": {"attendance-0-name": "Ida Broman", "items-0-heading": "Syfte"},
    "notes": {"attendance-0-name": "Örjan Åberg", "items-0-heading": "Läget"},
}


def sign_in(page: Page, name: str = "Ida Broman", *, at: str = "/") -> None:
    """Sign in where the page asks for it, and go on to the page that was meant."""
    page.goto(at)
    come_back(page, name)


def come_back(page: Page, name: str = "Ida Broman") -> None:
    page.get_by_label(name).check()
    page.get_by_role("button", name="Logga in").click()


def write(page: Page, kind: str) -> None:
    """Fill in the fewest fields that a record of the kind needs."""
    page.goto(f"/new/{kind}")
    for name, text in ROWS[kind].items():
        open_row(page, name)
        page.fill(f"#{name}", text)
    for name, text in FIELDS[kind].items():
        page.fill(f"#{name}", text)


def open_row(page: Page, field: str) -> None:
    """Add the row that the field stands in, unless the form shows it already."""
    rows = field.partition("-")[0]
    if not page.locator(f"#{field}").count():
        page.click(f"button[value^='add:{rows}:']")
    expect(page.locator(f"#{field}")).to_be_visible()


def write_recipient(page: Page) -> None:
    """Choose one recipient who is in no register, for an open record."""
    expect(page.locator("h1")).to_have_text("Vem ska få den?")
    open_row(page, "typed-0-name")
    for name, text in TO.items():
        page.fill(f"#typed-0-{name}", text)
    page.get_by_role("radio", name="Öppen").check()


def approve(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("Stämmer allt?")
    page.get_by_role("button", name="Godkänn och skicka").click()
    expect(page).to_have_url(re.compile("/records/"))


def expect_settled(page: Page) -> None:
    expect(page.get_by_role("heading", name=SETTLED)).to_be_visible()
