"""Documents that leave no block out and no field empty."""

from datetime import UTC, datetime
from pathlib import Path

from service.document.blocks import (
    Action,
    Actions,
    Attendance,
    Blank,
    Choice,
    Choices,
    Decision,
    Document,
    Fact,
    Facts,
    Group,
    Heading,
    Item,
    Letterhead,
    List,
    PageBreak,
    Paragraph,
    Passage,
    Person,
    Signature,
    Table,
    Tick,
    Ticks,
)
from service.document.data import read
from service.document.pictures import Drawing, QrCode

NOW = datetime(2026, 2, 12, 9, tzinfo=UTC)
DATA = Path(__file__).parents[1] / "data" / "documents"
EVERYTHING = read((DATA / "everything.json").read_text())
ARABIC = read((DATA / "arabic.json").read_text())
SENDER = Letterhead(
    name="Region Exempel",
    unit="Regional utveckling",
    logo_alt="Logotyp för Region Exempel",
    columns=(("Postadress", "Box 100, 999 01 Ekdalen"), ("E-post", "a@example.se")),
    web="www.example.se",
    page="Sida {page} av {pages}",
)
PLACES = 44  # in how many places `one_of_each` puts its text


def document(*blocks, title="Provtryck", language="sv", letterhead=SENDER):
    return Document(title, language, letterhead, blocks)


def one_of_each(text):
    """Return a document with one block of each kind, and `text` wherever it may be."""
    sender = Letterhead(text, text, "logo", ((text, text),), "", "{page} ({pages})")
    person = Group(text, (Person(text, text),))
    return Document(
        text,
        "en",
        sender,
        (
            Heading(text, number=text),
            Paragraph(text),
            List((Item(text, (Item(text),)),)),
            Facts((Fact(text, text),)),
            Attendance((person,)),
            Decision(text, text),
            Actions((text,) * 4, (Action(text, text, text, text),)),
            Table((text, text), ((text, text),), matrix=True),
            Choices((Choice(text), Choice(text, ticked=True))),
            Blank(text, lines=2),
            Ticks(text, (text, text), (Tick(text, ("",)),)),
            Signature((text, text)),
            QrCode("https://example.se", text, text),
            Drawing(("M10 20L30 40",), "signature", text),
            PageBreak(),
            Passage("sv", (Heading(text), Paragraph(text), List((Item(text),)))),
        ),
        header=(Fact(text, text),),
        subtitle=text,
        mark=text,
    )
