"""A Word file is made of Word's own parts, so that Word can navigate and check it."""

from datetime import UTC
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from service.document.blocks import Heading, Item, List, Paragraph, Table
from service.document.text import Span
from service.renderers import RENDERERS
from tests.documents.samples import ARABIC, EVERYTHING, NOW, document

LONG_TITLE = document(title="ord " * 99 + "slut")


def draw(drawn):
    return RENDERERS["docx"](drawn, now=NOW)


def opened(drawn):
    return docx.Document(BytesIO(draw(drawn)))


def test_the_same_document_and_clock_make_the_same_bytes():
    assert draw(EVERYTHING) == draw(EVERYTHING)


def test_a_file_says_its_title_its_language_and_when_it_was_made():
    about = opened(document(title="Protokoll 16 & <b>")).core_properties

    assert (about.title, about.language) == ("Protokoll 16 & <b>", "sv")
    assert about.created == NOW.astimezone(UTC)


def test_a_title_longer_than_word_keeps_about_a_file_still_stands_in_it():
    assert "ord " * 99 + "slut" in [p.text for p in opened(LONG_TITLE).paragraphs]


def test_headings_are_headings_and_lists_are_lists():
    file = opened(
        document(
            Heading("Rubrik"),
            List((Item("punkt", (Item("under"),)),)),
            List((Item("ett"),), ordered=True),
        )
    )
    styles = [line.style.name for line in file.paragraphs[-4:]]

    assert styles == ["Heading 1", "List Bullet", "List Bullet 2", "List Number"]


def test_every_numbered_list_begins_at_one():
    lists = [List((Item("ett"), Item("två")), ordered=True)] * 2
    file = opened(document(lists[0], Paragraph("text"), lists[1]))
    numbers = [number.val for number in file.element.body.iter(qn("w:numId"))]

    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_table_repeats_its_headings_on_every_page():
    rows = opened(document(Table(("A", "B"), (("1", "2"),)))).tables[-1].rows

    assert [row._tr.trPr.find(qn("w:tblHeader")) is None for row in rows] == [
        False,
        True,
    ]


def test_two_tables_in_a_row_stay_two():
    table = Table(("A",), (("1",),))

    assert len(opened(document(table, table)).tables) == 2


def test_the_footer_counts_pages_in_the_language_of_the_sender():
    with ZipFile(BytesIO(draw(EVERYTHING))) as parts:
        footer = parts.read("word/footer1.xml").decode()

    assert "Sida " in footer
    assert 'w:instr="PAGE"' in footer
    assert 'w:instr="NUMPAGES"' in footer


def test_arabic_lines_run_from_right_to_left():
    file = opened(ARABIC)

    assert file.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert file.styles.element.find(f".//{qn('w:bidi')}") is not None


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd"])
def test_a_link_that_is_no_web_address_is_only_text(link):
    file = opened(document(Paragraph((Span("här", link=link),))))

    assert file.paragraphs[-1].text == "här"
    assert file.paragraphs[-1].hyperlinks == []
