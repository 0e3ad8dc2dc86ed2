"""Every sentence is said in the languages of staff, once, and leaves the same gaps.

What guardians meet is said in more languages: see test_guardian_words.
"""

from collections import Counter
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from service.core.register import LANGUAGES as SPOKEN
from service.document.words import SOURCE
from service.wiring import WORDS
from tests.rules.sentences import sentences

LANGUAGES = [WORDS / code for code, _ in SPOKEN if code != SOURCE]


@pytest.fixture(params=LANGUAGES, ids=lambda folder: folder.name)
def messages(request):
    """Return all messages of one language's catalogues, without their headers."""
    found = []
    for area in sorted(request.param.glob("*.po")):
        with area.open("rb") as lines:
            catalogue = read_po(lines, locale=request.param.name)
        found += [message for message in catalogue if message.id]
    return found


def test_no_sentence_is_missing(messages):
    translated = {_pair(m.id) for m in messages if all(_forms(m.string))}

    assert sorted(sentences() - translated) == []


def test_no_sentence_is_left_over(messages):
    assert sorted({_pair(m.id) for m in messages} - sentences()) == []


def test_a_sentence_stands_in_one_area_only(messages):
    times = Counter(_forms(message.id)[0] for message in messages)

    assert [sentence for sentence, n in times.items() if n > 1] == []


def test_no_translation_is_a_guess(messages):
    assert [message.id for message in messages if message.fuzzy] == []


def test_every_translation_leaves_the_same_gaps(messages):
    assert [m.id for m in messages if _gaps(m.id) != _gaps(m.string)] == []


def _forms(text):
    return tuple(text) if isinstance(text, tuple | list) else (text,)


def _pair(text):
    one, *many = _forms(text)
    return one, *(many or [""])


def _gaps(text):
    """Return the gaps of a sentence, or of the two forms of one that counts."""
    parsed = (part for form in _forms(text) for part in Formatter().parse(form))
    return {name for _, name, _, _ in parsed if name is not None}
