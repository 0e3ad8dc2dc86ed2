"""Typed text is set as a Swedish typesetter would, once, for every form alike."""

import pytest

from service.document.blocks import Paragraph
from service.document.text import Span, plain
from service.document.typography import typeset
from tests.documents.samples import document


def set_in(language, text):
    drawn = typeset(document(Paragraph(text), language=language))
    return plain(drawn.blocks[0].text)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ('en "organisationsskiss" för', "en ”organisationsskiss” för"),
        ('("citat")', "(”citat”)"),
        ('"funktioner"/"delar" av', "”funktioner”/”delar” av"),
        ("Uppdrag - kartläggning", "Uppdrag\u00a0\u2013 kartläggning"),
        ("kl. 08:00-09:30", "kl.\u00a008:00\u201309:30"),
        ("den 16 juni 2020", "den 16\u00a0juni\u00a02020"),
        ("§ 19", "§\u00a019"),
        ("701 00 Örebro", "701\u00a000 Örebro"),
        ("och så vidare...", "och så vidare…"),
    ],
)
def test_swedish_signs_and_spaces(typed, becomes):
    assert set_in("sv", typed) == becomes


@pytest.mark.parametrize(
    "text",
    ["2020-06-16", "BUN-2026-0142", "070-0", '#read("/x")', 'a="b"', "12-13-14", '5"'],
)
def test_dates_numbers_and_code_stay_as_typed(text):
    assert set_in("sv", text) == text


def test_english_stays_as_typed():
    assert set_in("en", 'a "b" - c...') == 'a "b" - c...'


def test_code_stays_verbatim():
    assert set_in("sv", (Span('"a" - b', code=True),)) == '"a" - b'


def test_setting_twice_changes_nothing_more():
    once = typeset(document(Paragraph('"a" - b, 8-9 den 1 maj...')))

    assert typeset(once) == once
