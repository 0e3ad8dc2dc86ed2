"""Sentences: English in the code, every other language in catalogues of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel.dates import format_date
from babel.messages.pofile import read_po

from service.core.day import HOME
from service.core.errors import NotFound
from service.core.sentence import Sentence

SOURCE = "en"
# Day-first in both languages: "16 June 2020" is read alike by all who read English.
DAY, SHORT_DAY, MONTH = "EEEE d MMMM y", "d MMMM y", "MMMM y"
CLOCK = {"sv": "%H.%M", "en": "%H:%M"}


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its sentences, and how it writes dates. Times are Stockholm's."""

    language: str
    translations: Mapping[str, str | tuple[str, ...]]

    def __call__(self, sentence: str, **values: object) -> str:
        """Return `sentence` in this language, with its gaps filled."""
        said = self.translations.get(sentence, sentence)
        return str(said).format(**values) if values else str(said)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the sentence for exactly one, or the one for any other number."""
        said = self.translations.get(one, (one, many))
        return said[0 if n == 1 else 1].format(n=n, **values)

    def say(self, sentence: str) -> str:
        """Return what a `Sentence` says in this language; other texts stay."""
        if not isinstance(sentence, Sentence):
            return sentence
        values = {gap: self.say(value) for gap, value in sentence.values.items()}
        return self(sentence.template, **values)

    def day(self, day: date) -> str:
        return format_date(day, DAY, locale=self.language)

    def short_day(self, day: date) -> str:
        return format_date(day, SHORT_DAY, locale=self.language)

    def month(self, day: date) -> str:
        return format_date(day, MONTH, locale=self.language)

    def clock(self, moment: datetime) -> str:
        return moment.astimezone(HOME).strftime(CLOCK[self.language])

    def moment(self, moment: datetime) -> str:
        at = "kl. " if self.language == "sv" else "at "
        here = moment.astimezone(HOME)
        return f"{self.short_day(here.date())} {at}{self.clock(moment)}"


def make_speak(folder: Path) -> Callable[[str], Words]:
    """Return `speak`: the words of a language, or NotFound when nobody speaks it."""
    known = {SOURCE: Words(SOURCE, {})}
    for home in (path for path in folder.iterdir() if path.is_dir()):
        known[home.name] = Words(home.name, _read(home))

    def speak(language: str) -> Words:
        try:
            return known[language]
        except KeyError:
            raise NotFound(Sentence("That language is not available.")) from None

    return speak


@cache
def _read(home: Path) -> Mapping[str, str | tuple[str, ...]]:
    """Return all that the catalogues of one language say, but for unsure entries."""
    said: dict[str, str | tuple[str, ...]] = {}
    for file in sorted(home.glob("*.po")):
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale=home.name)
        for message in catalogue:
            if message.id and not message.fuzzy:
                _add(said, message.id, message.string)
    return MappingProxyType(said)


def _add(said: dict[str, str | tuple[str, ...]], known: object, string: Any) -> None:
    if isinstance(known, tuple | list):
        said[str(known[0])] = tuple(str(form) for form in string)
    elif string:
        said[str(known)] = str(string)
