"""The preview stands in a page of its own `h1`, and can be read without seeing it."""

import re

import pytest

from service.document.blocks import Heading, Paragraph, Table
from service.document.text import Span
from service.renderers import RENDERERS
from tests.documents.samples import ARABIC, EVERYTHING, NOW, document


def draw(*blocks, **about):
    return RENDERERS["html"](document(*blocks, **about), now=NOW).decode()


def test_the_title_is_h2_and_headings_go_on_from_there():
    html = draw(Heading("Ett"), Heading("Två", level=2), Heading("Tre", level=3))

    assert re.findall(r"<h(\d)[^>]*>(\w+)", html) == [
        ("2", "Provtryck"),
        ("3", "Ett"),
        ("4", "Två"),
        ("5", "Tre"),
    ]


@pytest.mark.parametrize(
    ("drawn", "opening"),
    [
        (EVERYTHING, '<article class="hs-doc" lang="sv" dir="ltr">'),
        (ARABIC, '<article class="hs-doc" lang="ar" dir="rtl">'),
    ],
)
def test_an_article_says_its_language_and_direction(drawn, opening):
    assert RENDERERS["html"](drawn, now=NOW).decode().startswith(opening)


def test_a_matrix_has_headings_both_ways():
    html = draw(Table(("A", "B"), (("1", "2"),), matrix=True))

    assert '<th scope="col">A</th>' in html
    assert '<th scope="row">1</th><td>2</td>' in html


def test_a_link_leads_on_and_an_isolate_keeps_its_direction():
    html = draw(
        Paragraph(
            (Span("här", link="https://example.se/?a=1&b"), Span("x", isolate=True))
        )
    )

    assert '<a href="https://example.se/?a=1&amp;b">här</a><bdi>x</bdi>' in html


def test_a_link_that_is_no_web_address_is_only_text():
    assert "href" not in draw(Paragraph((Span("här", link="javascript:alert(1)"),)))


def test_an_attribute_cannot_be_broken_out_of():
    html = draw(Table(('" onmouseover="x',), (("1",),)))

    assert 'aria-label="&quot; onmouseover=&quot;x"' in html
