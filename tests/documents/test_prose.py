"""Prose knows lists, headings and paragraphs; everything else is text."""

import pytest

from service.document.blocks import Heading, Item, List, Paragraph
from service.document.prose import prose
from service.document.text import plain


def test_a_blank_line_begins_a_paragraph_and_a_line_break_is_a_space():
    assert prose("Ett\ntvå\n\nTre\r\n\r\nFyra") == (
        Paragraph("Ett två"),
        Paragraph("Tre"),
        Paragraph("Fyra"),
    )


def test_hyphens_make_a_list_and_indented_ones_a_list_within():
    items = (Item("ett", (Item("a"), Item("b"))), Item("två"))

    assert prose("- ett\n  - a\n  - b\n- två") == (List(items),)


def test_numbers_from_one_make_an_ordered_list():
    assert prose("1. ett\n2. två") == (List((Item("ett"), Item("två")), ordered=True),)


def test_an_ordered_list_may_stand_within_a_list():
    within = Item("ett", (Item("a"), Item("b")), ordered=True)

    assert prose("- ett\n  1. a\n  2. b") == (List((within,)),)


def test_hashes_begin_headings_of_the_level_asked_for():
    assert prose("# Ett\n## Två\n### Tre") == (
        Heading("Ett", level=2),
        Heading("Två", level=3),
        Heading("Tre", level=3),
    )


@pytest.mark.parametrize(
    "text",
    [
        "3. Foo",
        "1. Ett\n3. Tre",
        "1) Ett",
        "2020. Ett år",
        "+ 46",
        "- ",
        "---",
        "#",
        "#hej",
        "*b* och _i_",
        "`kod` &amp; &#65;",
        "[länk](https://example.se)",
        "![bild](x)",
        "<b>x</b>",
        "> citat",
        "| a | b |",
        "***",
        "```\nx\n```",
        "Rubrik\n===",
        "rad\\",
        "- # rubrik i lista",
        "# Rubrik #",
        "- " * 40 + "djupt",
    ],
)
def test_whatever_else_looks_like_markup_stays_as_written(text):
    written = " ".join(plain(block.text) for block in prose(text))

    assert written.removeprefix("# ").split() == text.removeprefix("# ").split()


def test_a_list_that_skips_a_number_keeps_the_numbers_of_its_writer():
    assert prose("1. Ett\n3. Tre") == (Paragraph("1. Ett"), Paragraph("3. Tre"))


def test_nothing_written_is_no_blocks():
    assert prose(" \n\n ") == ()
