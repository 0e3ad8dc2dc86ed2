"""One sentence in two languages: the reader's, and the Swedish that binds beside it."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from service.core.sentence import Sentence
from service.document.words import Words

NAMED = Markup("<bdi>{}</bdi>")
SMALL = Markup('{}<span class="hs-sv" lang="sv" dir="ltr">{}</span>')
ALONE = Markup('<p class="{}">{}</p>')
BESIDE = Markup(
    '<div class="hs-pair"><p class="{look}">{own}</p>'
    '<p class="{look}" lang="sv" dir="ltr">{swedish}</p></div>'
)
LOOK = "govuk-body"


@dataclass(frozen=True, slots=True)
class Bilingual:
    own: Words
    swedish: Words

    @property
    def is_two(self) -> bool:
        return self.own.tag != self.swedish.tag

    def both(self, sentence: str, **values: object) -> Markup:
        """Return a label: the Swedish one stands small beneath it."""
        own = fill(self.own, sentence, **values)
        if not self.is_two:
            return own
        return SMALL.format(own, fill(self.swedish, sentence, **values))

    def say(self, sentence: Sentence) -> Markup:
        """As `both`, for a sentence that Python wrote."""
        return self.both(sentence.template, **sentence.values)

    def pair(self, sentence: str, look: str = LOOK, **values: object) -> Markup:
        """Return a paragraph: the Swedish one stands beside it, or below."""
        swedish = fill(self.swedish, sentence, **values) if self.is_two else ""
        return texts(fill(self.own, sentence, **values), swedish, look)


def texts(own: str, swedish: str, look: str = LOOK) -> Markup:
    """Return a paragraph, and beside it the Swedish one, unless that says the same.

    Where nothing is said there is no paragraph.
    """
    if not own:
        return Markup()
    if not swedish or swedish == own:
        return ALONE.format(look, own)
    return BESIDE.format(look=look, own=own, swedish=swedish)


def fill(words: Words, sentence: str, **values: object) -> Markup:
    """Return a sentence; what fills its gaps keeps its own direction.

    A moment is said as the language says it.
    """
    named = {name: NAMED.format(_said(words, one)) for name, one in values.items()}
    return escape(words(sentence)).format(**named)


def _said(words: Words, value: object) -> object:
    return words.moment(value) if isinstance(value, datetime) else value
