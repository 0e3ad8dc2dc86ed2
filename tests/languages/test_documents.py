"""A text for guardians as a PDF: archivable, read aloud, and whole in every script."""

from datetime import date
from unicodedata import normalize

import pytest

from service.document.blocks import (
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    List,
    Paragraph,
)
from service.document.shipped_texts import shipped_text
from service.document.text import plain, spans
from service.document.words import make_speak
from service.renderers import RENDERERS
from service.wiring import WORDS
from tests.documents.samples import NOW, SENDER
from tests.reading import words_of

speak = make_speak(WORDS)
CHILD, SENDER_NAME = "Alma Haddad Lindgren", "Lindviks kommun"
# Words of one passage each, as they must be found in the text layer: whole, and once.
WHOLE = {
    "ar": ("القرار", "للطفل", "فعلينا"),
    "uk": ("передумати", "добровільно", "бракує"),
    "pl": ("dobrowolne", "przechowuje", "policji"),
    "so": ("ikhtiyaar", "kaydinaya", "booliiska"),
    "fi": ("vapaaehtoista", "tallettaa", "poliisille"),
}


@pytest.mark.parametrize("code", [*WHOLE, "sv-easy"])
def test_it_can_be_archived_and_read_aloud(judge, code):
    assert judge.breaches(drawn(code, "pdf")) == []


@pytest.mark.parametrize("code", WHOLE)
def test_its_words_are_whole_and_each_is_there_once(code):
    found = [normalize("NFC", word.strip(".،,()")) for word in heard(code)]

    for word in WHOLE[code]:
        assert found.count(word) + found.count(word[::-1]) == 1, word


def test_names_and_dates_in_arabic_keep_their_direction():
    filled = text("ar")

    for passage in (filled.title, filled.short[0], filled.if_yes):
        marked = [span.text for span in spans(passage) if span.isolate]
        assert marked
        assert set(marked) <= {CHILD, SENDER_NAME, until("ar")}
    assert plain(filled.title) == filled.title.translate({0x2068: None, 0x2069: None})
    assert f"<bdi>{CHILD}</bdi>" in drawn("ar", "html").decode()


def test_a_name_of_another_direction_is_kept_apart_in_swedish_too():
    title = shipped_text("sv").filled(**values("sv", child="ليلى")).title

    assert [span.text for span in spans(title) if span.isolate] == ["ليلى"]
    assert "\u2068" not in text("sv").title


def test_sentences_of_a_language_that_runs_backwards_isolate_what_they_are_told():
    said = speak("ar")("Written by {name} about {n}", name="Ann Ek", n=3)

    assert said == "Written by \u2068Ann Ek\u2069 about 3"


def values(code, **changed):
    told = {name: "Test" for name in ("controller", "dpo", "contact")}
    about = {"child": CHILD, "organisation": SENDER_NAME, "until": until(code)}
    return {**told, **about, **changed}


def until(code):
    return speak(code).short_day(date(2027, 6, 11))


def text(code):
    return shipped_text(code).filled(**values(code))


def drawn(code, form):
    said = text(code)
    blocks = (
        Paragraph(said.lead, look="lead"),
        List(tuple(Item(line) for line in said.short)),
        Facts((Fact(said.privacy[0].heading, said.privacy[0].text),)),
        Heading(said.privacy[1].heading),
        *(Paragraph(part) for part in (said.if_yes, said.if_no, said.kept)),
        Paragraph(said.still),
    )
    document = Document(said.title, speak(code).tag, SENDER, blocks)
    return RENDERERS[form](document, now=NOW)


def heard(code):
    return words_of(drawn(code, "pdf"), "pdf")
