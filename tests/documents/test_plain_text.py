"""Plain text is well set: short lines, marked headings, lists and labelled rows."""

from service.document.blocks import (
    Action,
    Actions,
    Choice,
    Choices,
    Heading,
    Item,
    List,
    Paragraph,
)
from service.document.text import Span
from service.renderers import RENDERERS
from tests.documents.samples import EVERYTHING, NOW, document


def lines_of(drawn):
    return RENDERERS["txt"](drawn, now=NOW).decode().splitlines()


def body(*blocks):
    """Return the lines between the title and the foot."""
    return "\n".join(lines_of(document(*blocks))[6:-4]).rstrip()


def test_no_line_is_longer_than_76_signs_unless_a_word_is():
    lines = lines_of(EVERYTHING)

    assert [line for line in lines if len(line) > 76 and " " in line.strip()] == []


def test_headings_are_underlined():
    assert body(Heading("Syfte", number="1.")) == "1. Syfte\n--------"


def test_lists_keep_their_signs_and_their_depth():
    items = (Item("ett", (Item("a"), Item("b")), ordered=True), Item("två"))

    assert body(List(items)) == "- ett\n  1. a\n  2. b\n- två"


def test_each_row_of_a_table_says_its_labels():
    row = Action("Kalla", "Ida", "Åke", "i augusti")

    assert body(Actions(("Vad", "Vem", "Stöd", "När"), (row, row))) == (
        "Vad: Kalla\nVem: Ida\nStöd: Åke\nNär: i augusti\n\n"
        "Vad: Kalla\nVem: Ida\nStöd: Åke\nNär: i augusti"
    )


def test_a_ticked_box_shows():
    options = (Choice("Ja", ticked=True), Choice("Nej"))

    assert body(Choices(options)) == "[x] Ja\n[ ] Nej"


def test_a_link_says_where_it_leads():
    link = Span("här", link="https://example.se")

    assert body(Paragraph(("Läs ", link, "."))) == "Läs här <https://example.se>."
