"""The shipped texts: all there, saying the same, and promising nothing they may not."""

import re
from dataclasses import replace
from datetime import date
from functools import partial
from string import Formatter

import pytest

from service.core.consent_text import PLAIN, read_text, strange_gaps
from service.core.languages import GUARDIAN_LANGUAGES, MASTER
from service.document.shipped_texts import FOLDER, shipped_text

SWEDISH = shipped_text(MASTER)
FILLED = {
    "child": "Alma Ek",
    "organisation": "Lindviks kommun",
    "until": "11 juni 2027",
    "controller": "Barnnämnden",
    "dpo": "dpo@example.se",
    "contact": "08-465 004 00",
}


@pytest.fixture(params=GUARDIAN_LANGUAGES)
def text(request):
    return shipped_text(request.param)


def test_there_is_a_text_for_each_language_and_none_besides():
    assert {file.stem for file in FOLDER.iterdir()} == set(GUARDIAN_LANGUAGES)


def test_each_passage_leaves_the_gaps_of_the_swedish_one(text):
    ours, theirs = passages(text), passages(SWEDISH)

    assert ours.keys() == theirs.keys()
    assert [name for name in ours if gaps(ours[name]) != gaps(theirs[name])] == []


def test_each_gap_is_one_that_is_filled(text):
    assert [said for said in passages(text).values() if strange_gaps(said)] == []
    filled = text.filled(**FILLED)
    assert not re.search(r"[{}]", "".join(passages(filled).values()))


def test_nothing_is_left_empty_but_that_swedish_needs_no_note_on_swedish(text):
    empty = [name for name, said in passages(text).items() if not said.strip()]

    assert empty == (["binding"] if text.is_master else [])
    assert text.binding or text.is_master


@pytest.mark.parametrize("binding", ["", "  ", "Det är den här texten som gäller."])
def test_which_text_binds_is_said_by_translations_and_by_all_of_them(text, binding):
    body = {**text.body, "binding": binding}
    read = partial(read_text, body, language=text.language, number=1, master=1)

    if bool(binding.strip()) == text.is_master:
        with pytest.raises(ValueError, match="binding"):
            read()
    else:
        assert read().binding == binding


def test_nobody_has_reviewed_or_approved_what_is_shipped(text):
    assert (text.reviewed_by, text.reviewed_on, text.is_approved) == ("", None, False)
    assert (text.number, text.master) == (1, 1)


def test_what_it_leans_on_is_dated_and_names_no_number_of_the_renumbered_act(text):
    assert all(one.as_of >= date(2025, 12, 1) for one in text.legal)
    [social] = [one.reference for one in text.legal if "Socialtjänst" in one.reference]
    assert not re.search(r"\d+ (kap|§)", social)
    assert text.legal == SWEDISH.legal


def test_the_hash_is_of_all_that_a_reader_sees_and_of_nothing_else(text):
    reviewed = replace(text, number=7, master=6, reviewed_by="Ann", is_approved=True)
    assert reviewed.sha256 == text.sha256

    for name in PLAIN:
        assert replace(text, **{name: "något annat"}).sha256 != text.sha256
    assert replace(text, privacy=text.privacy[1:]).sha256 != text.sha256
    assert replace(text, legal=()).sha256 != text.sha256


def test_a_text_is_read_back_as_it_was(text):
    again = read_text(text.body, language=text.language, number=1, master=1)

    assert again == text
    assert again.sha256 == text.sha256


def test_all_languages_differ():
    assert len({shipped_text(code).sha256 for code in GUARDIAN_LANGUAGES}) == 8


def passages(text):
    """Return every passage by where it stands."""
    sections = {f"privacy {n}": one.text for n, one in enumerate(text.privacy)}
    headings = {f"heading {n}": one.heading for n, one in enumerate(text.privacy)}
    short = {f"short {n}": line for n, line in enumerate(text.short)}
    plain = {name: getattr(text, name) for name in PLAIN}
    return {**plain, **short, **headings, **sections}


def gaps(passage):
    return {name for _, name, _, _ in Formatter().parse(passage) if name}
