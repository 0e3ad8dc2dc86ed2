"""A document says the same whatever it is drawn as."""

from typing import get_args
from unicodedata import bidirectional

import pytest

from service.document.blocks import Block
from service.renderers import RENDERERS
from tests.documents.samples import ARABIC, EVERYTHING, NOW, one_of_each
from tests.reading import bare, said, words_of

TICKS = {"☒", "☐"}


def drawn(document, form):
    return said(RENDERERS[form](document, now=NOW), form)


def below_the_title(text, document):
    """The facts above it are rows of a table or pairs, as suits the form."""
    return text[text.index(bare(document.title)) :]


def left_to_right(text):
    """A PDF keeps Arabic as it looks, so its order is another."""
    return [sign for sign in text if bidirectional(sign) not in ("R", "AL")]


def test_the_sample_holds_every_kind_of_block():
    kinds = {type(block) for block in one_of_each("x").blocks}

    assert kinds == set(get_args(Block))


@pytest.mark.parametrize("form", ["pdf", "html"])
@pytest.mark.parametrize("text", ["Åtgärd", "offentlig fjäder"])
def test_every_block_says_the_same_words_in_the_same_order(text, form):
    document = one_of_each(text)

    assert drawn(document, form) == drawn(document, "docx")


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_a_whole_document_says_the_same_words_in_the_same_order(form):
    ours, word = (
        left_to_right(below_the_title(drawn(EVERYTHING, each), EVERYTHING))
        for each in (form, "docx")
    )

    assert ours == word


@pytest.mark.parametrize("form", ["pdf", "html"])
@pytest.mark.parametrize("document", [EVERYTHING, ARABIC], ids=["everything", "arabic"])
def test_mixed_directions_lose_no_letter(document, form):
    assert sorted(drawn(document, form)) == sorted(drawn(document, "docx"))


@pytest.mark.parametrize("document", [EVERYTHING, ARABIC], ids=["everything", "arabic"])
def test_plain_text_leaves_no_word_out(document):
    text = drawn(document, "txt")
    html = words_of(RENDERERS["html"](document, now=NOW), "html")
    words = {bare(word) for word in html} - TICKS

    assert [word for word in words if word not in text] == []
