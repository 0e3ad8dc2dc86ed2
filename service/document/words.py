"""Sentences: English in the code, every other language in catalogues of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.messages.pofile import read_po

from service.core.errors import NotFound
from service.core.isolates import isolate
from service.core.languages import GUARDIAN_LANGUAGES, guardian_language
from service.core.sentence import Sentence
from service.document import dates

SOURCE = "en"
# The order a catalogue has its plural forms in: Unicode's (CLDR) and gettext's alike.
CATEGORIES = ("zero", "one", "two", "few", "many", "other")

Catalogue = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """One language: its sentences, and how it writes dates. Times are Stockholm's."""

    language: str
    translations: Catalogue

    @property
    def tag(self) -> str:
        """Return the language as HTML, PDF and mail headers name it."""
        return guardian_language(self.language).tag

    @property
    def direction(self) -> str:
        return guardian_language(self.language).direction

    def __call__(self, sentence: str, **values: object) -> str:
        """Return `sentence` in this language, with its gaps filled."""
        said = self.translations.get(sentence, sentence)
        return str(said).format(**self._kept(values)) if values else str(said)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the sentence in the form that this language gives to `n`."""
        said = self.translations.get(one, (one, many))
        form = plural(n, self.tag) if one in self.translations else int(n != 1)
        return said[form].format(n=n, **self._kept(values))

    def say(self, sentence: str) -> str:
        """Return what a `Sentence` says in this language; other texts stay."""
        if not isinstance(sentence, Sentence):
            return sentence
        values = {gap: self.say(value) for gap, value in sentence.values.items()}
        return self(sentence.template, **values)

    def _kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Let names and dates keep their direction where sentences run backwards."""
        if self.direction == "ltr":
            return values
        return {
            gap: isolate(value, within="rtl") if isinstance(value, str) else value
            for gap, value in values.items()
        }

    def day(self, day: date) -> str:
        return dates.write_day(day, self.tag)

    def short_day(self, day: date) -> str:
        return dates.write_short_day(day, self.tag)

    def month(self, day: date) -> str:
        return dates.write_month(day, self.tag)

    def time(self, at: time) -> str:
        return dates.write_time(at, self.tag)

    def clock(self, moment: datetime) -> str:
        return dates.write_clock(moment, self.tag)

    def moment(self, moment: datetime) -> str:
        return dates.write_moment(moment, self.tag)


def plural(n: int, tag: str) -> int:
    """Return which of a catalogue's plural forms a whole number takes (CLDR's rule)."""
    rule, forms = _plural_rule(tag)
    return forms.index(rule(n))


@cache
def _plural_rule(tag: str) -> tuple[Callable[[int], str], tuple[str, ...]]:
    """Return the rule, and the categories that whole numbers have by it, in order."""
    rule = Locale.parse(tag).plural_form
    used = {rule(n) for n in range(201)}
    return rule, tuple(name for name in CATEGORIES if name in used)


def make_speak(folder: Path) -> Callable[[str], Words]:
    """Return `speak`: the words of a language, or NotFound when nobody speaks it.

    A language is read when it is first spoken: few processes need all of them.
    """

    @cache
    def speak(language: str) -> Words:
        if language not in GUARDIAN_LANGUAGES:
            raise NotFound(Sentence("That language is not available."))
        return Words(language, _all_of(folder, language))

    return speak


@cache
def _all_of(folder: Path, code: str) -> Catalogue:
    """Return what a language says, and what another says for it where it may."""
    if code == SOURCE:
        return {}
    language = GUARDIAN_LANGUAGES[code]
    own = _read(folder / code, language.tag)
    if not language.said_by:
        return own
    return MappingProxyType({**_all_of(folder, language.said_by), **own})


@cache
def _read(home: Path, tag: str) -> Catalogue:
    """Return all that the catalogues of one language say, but for unsure entries."""
    said: dict[str, str | tuple[str, ...]] = {}
    for file in sorted(home.glob("*.po")):
        with file.open("rb") as lines:
            catalogue = read_po(lines, locale=tag)
        for message in catalogue:
            if message.id and not message.fuzzy:
                _add(said, message.id, message.string)
    return MappingProxyType(said)


def _add(said: dict[str, str | tuple[str, ...]], known: object, string: Any) -> None:
    if isinstance(known, tuple | list):
        said[str(known[0])] = tuple(str(form) for form in string)
    elif string:
        said[str(known)] = str(string)
