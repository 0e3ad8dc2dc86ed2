"""What people may write: rows T1 to T10, T20, S1 to S3 of the bad-input list."""

from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.core.sentence import Sentence
from service.core.text import clean_line, clean_text
from service.document.text import printable

CLEANERS = [clean_line, clean_text]
REFUSED = {
    "NUL": "a\x00b",
    "half a character": "a\ud800",
    "bell": "a\x07",
    "vertical tab": "a\x0bb",
    "next line": "a\x85b",
    "C1": "a\x9fb",
    "override": "\u202edlog",
    "isolate": "a\u2066b\u2069",
    "Hangul filler alone": "\u3164",
    "zero width space alone": "\u200b",
    "joiner alone": "\u200d",
    "Zalgo": "a" + "\u0301\u0302" * 100,
    "five marks": "q" + "\u0323\u0324\u0325\u0326\u0327",
    "private use": "a\ue000",
    "no character": "a\uffff",
}
ACCEPTED = [
    "Märtha Lundkvist",
    "محمد علي",
    "דוד",
    "山田太郎",
    "Анна",
    "\u0131\u015f\u0131k \u0130",
    "straße STRAẞE",
    "O'Brien",
    "van der Berg",
    "Q",
    "👩\u200d👩\u200d👧 ❤\ufe0f",
    "Müller & Söhne <b>x</b>",
    "{{ cycler.__init__ }} #read($x$) \\input{/etc/passwd} % _ ^ *b*",
    "q\u0323\u0324\u0325\u0326",
]


@pytest.mark.parametrize("clean", CLEANERS)
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_nobody_can_see_or_trust_is_refused(clean, text):
    with pytest.raises(ValueError, match=r"\w") as refusal:
        clean(text)

    assert isinstance(refusal.value.args[0], Sentence)


@pytest.mark.parametrize("clean", CLEANERS)
@pytest.mark.parametrize("text", ACCEPTED)
def test_names_and_signs_of_every_script_are_kept_as_written(clean, text):
    assert clean(text) == text


@pytest.mark.parametrize("text", ["a\nb", "a\r\nBcc: e@x.se", "a\n", "a\u2028b"])
def test_a_line_is_one_line(text):
    with pytest.raises(ValueError, match="one line"):
        clean_line(text)


def test_an_encoded_word_never_reaches_a_header():
    with pytest.raises(ValueError, match="encoded"):
        clean_line("=?UTF-8?Q?=0ABcc:_evil@example.se?=")


def test_a_text_keeps_its_lines_whatever_their_ends():
    assert clean_text(" a\r\n\r\nb \rc\u2028d\n") == "a\n\nb\nc\nd"


def test_spaces_are_tidied_and_letters_composed():
    assert clean_line("  Ylva \t Rose\u0301n ") == "Ylva Rosén"


def test_hidden_formatting_is_left_out_as_no_page_shows_it():
    assert clean_line("Lund\u00adqu\u200bist\ufeff") == "Lundquist"


@pytest.mark.parametrize("clean", CLEANERS)
@given(text=st.text(alphabet=st.characters(codec=None)))
def test_what_is_accepted_is_composed_stable_and_fully_printed(clean, text):
    try:
        cleaned = clean(text)
    except ValueError as refusal:
        assert isinstance(refusal.args[0], Sentence)  # noqa: PT017 - either may happen
        return
    assert is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned
    assert printable(cleaned).split() == cleaned.split()
