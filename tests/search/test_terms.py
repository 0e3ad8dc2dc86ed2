"""What a text can be found by: pure rules, tried with texts nobody thought of."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.terms import (
    MOST_TERMS,
    Passage,
    Place,
    asked_for,
    fold,
    marked,
    terms_of,
)

LANGUAGES = st.sampled_from(["sv", "en"])
PLACES = st.sampled_from(list(Place))


def finds(words, text, *, place=Place.TEXT, language="sv"):
    """Whether a record that says `text` is found by `words`."""
    terms = terms_of([Passage(text, place)], language=language)
    wanted = asked_for(words)
    return bool(wanted) and all(not word.anywhere.isdisjoint(terms) for word in wanted)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), LANGUAGES, PLACES)
def test_a_text_is_found_by_all_its_own_words(text, language, place):
    terms = terms_of([Passage(text, place)], language=language)

    assert all(not word.anywhere.isdisjoint(terms) for word in asked_for(text))


@given(st.text(), LANGUAGES)
def test_a_text_is_found_however_its_letters_are_composed(text, language):
    composed, taken_apart = normalize("NFC", text), normalize("NFD", text)

    assert asked_for(composed) == asked_for(taken_apart)


@given(st.text(), st.text(max_size=30))
def test_marking_leaves_every_letter_in_its_place(title, words):
    pieces = marked(title, asked_for(words))

    assert "".join(piece for piece, _ in pieces) == title


@given(st.text(alphabet=st.characters(categories=["Pd", "Po", "Sm", "Zs"])))
def test_signs_ask_for_nothing(signs):
    assert asked_for(signs) == () or any(sign.isalnum() for sign in fold(signs))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("möten", "Mötet var kort."),
        ("MÖTET", "alla möten"),
        ("besluten", "Beslut: ja"),
        ("renee", "Renée talade"),
        ("Renée", "renee"),
        ("16 juni 2020", "Vi ses 2020-06-16."),
        ("2020-06-16", "den 16 juni 2020"),
        ("June 16", "16 June 2020"),
        ("2020", "2020-06-16"),
        ("232100-0164", "Nummer 232100-0164."),
        ("o'brien", "Pat O'Brien"),
        ("ﬁnal straße", "Final STRASSE"),
    ],
)
def test_words_find_their_other_forms(words, text):
    assert finds(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("mota", "Möta barn"),
        ("hal", "hål"),
        ("far", "får"),
        ("lon", "lön"),
        ("ös", "ås"),
        ("möte barn", "möte"),
        ("16 juni 2020", "16 maj 2020 och 3 juni"),
        ("mö%", "möta"),
        ("m_ta", "möta"),
        ("mö*", "mötesplats"),
        ("%", "100 %"),
        ("* \" ' --", "* \" ' --"),
        ("2020-06-16", "2020-06-17, sid 16"),
    ],
)
def test_words_do_not_find_what_is_something_else(words, text):
    assert not finds(words, text)


def test_a_beginning_finds_a_short_answer_and_no_long_text():
    assert finds("styrg", "Styrgruppen", place=Place.TITLE)
    assert finds("brom", "Ida Broman", place=Place.LINE)
    assert not finds("styrg", "Styrgruppen")
    assert not finds("br", "Ida Broman", place=Place.LINE)
    assert finds("bo", "Bo Ek", place=Place.LINE)


def test_a_word_is_cut_by_the_language_of_the_record():
    assert finds("meetings", "A short meeting", language="en")
    assert finds("möten", "Ett möte", language="sv")


def test_a_title_is_told_from_the_rest():
    title = terms_of([Passage("Mötet", Place.TITLE)], language="sv")
    text = terms_of([Passage("Mötet", Place.LINE)], language="sv")
    [word] = asked_for("möten")

    assert not word.in_title.isdisjoint(title)
    assert word.in_title.isdisjoint(text)


def test_the_words_that_were_found_are_marked_in_the_title():
    pieces = marked("Möten, Renée 2020-06-16", asked_for("mötet 2020"))

    assert [piece for piece, hit in pieces if hit] == ["Möten", "2020-06-16"]


def test_a_swollen_record_keeps_as_many_terms_as_a_database_can_hold():
    text = " ".join(map(str, range(MOST_TERMS + 100)))

    assert len(terms_of([Passage(text)], language="sv")) == MOST_TERMS
