"""A PDF is archival and accessible at once, and the same whenever it is drawn."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from service.core.errors import GiveUp
from service.document.blocks import Decision, Heading, Item, List, Paragraph, Table
from service.renderers import RENDERERS
from tests.documents.samples import ARABIC, EVERYTHING, NOW, document, one_of_each
from tests.reading import said

EMPTY = document(Paragraph(""), List(()))
LONG_TEXT = "ord " * 1500 + "slutet"
LONG = document(*[Paragraph("ord " * 400)] * 6)


def draw(drawn, now=NOW):
    return RENDERERS["pdf"](drawn, now=now)


@pytest.mark.parametrize(
    "drawn",
    [EVERYTHING, ARABIC, EMPTY, LONG, one_of_each("ord")],
    ids=["everything", "arabic", "empty", "long", "one of each"],
)
def test_every_pdf_can_be_archived_and_read_aloud(judge, drawn):
    assert judge.breaches(draw(drawn)) == []


@pytest.mark.parametrize("levels", [(2,), (3, 1, 3), (1, 3, 2, 3), (9, 9, 9, 9)])
def test_headings_that_skip_a_level_are_drawn_stepwise(judge, levels):
    drawn = draw(document(*(Heading("Rubrik", level=level) for level in levels)))

    assert judge.breaches(drawn) == []


@pytest.mark.parametrize(
    "block",
    [
        Decision("Beslut", LONG_TEXT),
        List((Item(LONG_TEXT),)),
        Table(("A", "B"), (("kort", LONG_TEXT),)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_what_is_kept_together_goes_on_when_it_is_longer_than_a_page(block):
    pages = PdfReader(BytesIO(draw(document(block)))).pages

    assert "slutet" in pages[-1].extract_text()
    assert len(pages) > 1


def test_a_pdf_says_its_title_and_language():
    file = PdfReader(BytesIO(draw(document(title="Protokoll 16 & <b>"))))

    assert file.metadata.title == "Protokoll 16 & <b>"
    assert file.root_object["/Lang"] == "sv"


def test_every_page_says_which_of_how_many_it_is():
    pages = PdfReader(BytesIO(draw(LONG))).pages

    assert len(pages) > 1
    for number, sheet in enumerate(pages, start=1):
        assert f"Sida {number} av {len(pages)}" in sheet.extract_text()


def test_the_same_document_and_clock_make_the_same_bytes():
    assert draw(EVERYTHING) == draw(EVERYTHING)


def test_the_clock_is_the_only_thing_that_makes_a_pdf_differ():
    later = NOW + timedelta(minutes=1)

    assert draw(EVERYTHING) != draw(EVERYTHING, later)
    assert said(draw(EVERYTHING), "pdf") == said(draw(EVERYTHING, later), "pdf")


def test_threads_take_turns_and_never_mix_documents():
    titles = [f"Nummer {number}" for number in range(24)]
    with ThreadPoolExecutor(4) as threads:
        files = threads.map(lambda title: draw(document(title=title)), titles)

    assert [PdfReader(BytesIO(file)).metadata.title for file in files] == titles


@pytest.mark.parametrize("sign", ["ญ", "አ"])
def test_a_sign_no_font_can_draw_is_named_not_dropped(sign):
    with pytest.raises(GiveUp) as given_up:
        draw(document(Paragraph(f"före {sign} efter")))

    assert given_up.value.code == f"no_font_for {sign}"
