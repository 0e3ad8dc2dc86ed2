"""A sign that no font of ours can draw is known before anything is drawn."""

import pytest

from service.core.errors import GiveUp
from service.document.blocks import Heading, Paragraph
from service.document.text import Span, printable
from service.renderers import RENDERERS
from service.renderers.coverage import drawable, missing_signs
from tests.documents.samples import NOW, document

REFUSED = "ญអአ𝔘Ǆ"
IDEOGRAPHS = 0x2E80  # from here on a sample must do: there are sixty thousand


def test_what_no_font_draws_is_named_once_and_in_order():
    assert missing_signs("åญbญአ") == "ญአ"


@pytest.mark.parametrize(
    "text",
    [
        "Åäö",
        "e\u0301",
        "ليلى",
        "👨‍👩‍👧",
        "❤️",
        "a\nb\u00adc",
        "",
        "王小明 かな 한",
        "שרה",
    ],
)
def test_what_some_font_draws_is_not_missing(text):
    assert missing_signs(text) == ""


def test_every_sign_said_to_be_drawable_is_drawn_in_every_look():
    known = sorted(drawable())
    few = [sign for sign in known if sign < IDEOGRAPHS]
    many = [sign for sign in known if sign >= IDEOGRAPHS]
    signs = printable(" ".join(map(chr, few + many[::100])))
    looks = (Span(signs), Span(signs, bold=True), Span(signs, italic=True))

    assert RENDERERS["pdf"](document(Heading(signs), Paragraph(looks)), now=NOW)


@pytest.mark.parametrize("sign", REFUSED)
def test_every_sign_said_to_be_missing_is_refused_by_the_pdf(sign):
    assert missing_signs(sign) == sign
    with pytest.raises(GiveUp):
        RENDERERS["pdf"](document(Paragraph(sign)), now=NOW)
