"""Which terms a text can be found by, and which terms somebody's words ask for.

A word is looked for by its stem, so that "möten" finds "mötet". Short answers, such as
titles and names, are also found by the beginnings of their words. Nothing here knows of
keys or databases; `VERSION` counts the times that the terms of a text have changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from unicodedata import category, normalize

import snowballstemmer

from service.core.spellings import MONTHS

VERSION = 1
STEMMERS = {"sv": "swedish", "en": "english"}
SHORTEST_BEGINNING, LONGEST_BEGINNING = 3, 20
MOST_TERMS = 20_000  # of one record: a vector of PostgreSQL's ends at 1 MB
LETTERS_OF_THEIR_OWN = frozenset("åäö")
MARKS = frozenset({"Mn", "Me"})

WORD = re.compile(r"[^\W_]+")
DATE = re.compile(
    r"\b(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\b"
    rf"|\b(?P<d>[0-9]{{1,2}}) (?P<m>{'|'.join(MONTHS)}) (?P<y>[0-9]{{4}})\b"
)
SHOWN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:[^\W_]|[\u0300-\u036f])+")

TITLE_STEM = "#"


class Place(StrEnum):
    """Where a text stands. Its value marks the beginnings of the words there."""

    TITLE = "="
    LINE = "^"
    TEXT = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that was asked for: any of the terms will do."""

    anywhere: frozenset[str]
    in_title: frozenset[str]


@dataclass(frozen=True, slots=True)
class Passage:
    text: str
    place: Place = Place.TEXT


def terms_of(passages: Iterable[Passage], *, language: str) -> tuple[str, ...]:
    """Return each term the passages can be found by, once; at most `MOST_TERMS`."""
    stem = _stemmer(language)
    found: dict[str, None] = {}
    for passage in passages:
        if len(found) >= MOST_TERMS:
            break
        for word in _words(fold(passage.text)):
            found.update(dict.fromkeys(_terms(word, stem(word), passage.place)))
    return tuple(found)[:MOST_TERMS]


def asked_for(words: str) -> tuple[Wanted, ...]:
    """Return what each of the words wants, whatever the language of the record.

    A whole date counts as one word, however it is spelled.
    """
    folded = fold(words)
    rest = DATE.sub(lambda said: " " if _day(said) else said[0], folded)
    stems = [_stemmer(language) for language in STEMMERS]
    asked = dict.fromkeys([*_days(folded), *WORD.findall(rest)])
    return tuple(_wanted(word, [stem(word) for stem in stems]) for word in asked)


def marked(title: str, wanted: Iterable[Wanted]) -> list[tuple[str, bool]]:
    """Return the title in pieces, each with whether it was asked for."""
    asked = frozenset[str]().union(*(word.anywhere for word in wanted))

    def is_hit(piece: str) -> bool:
        said = [Passage(piece, Place.TITLE)]
        terms = (terms_of(said, language=language) for language in STEMMERS)
        return not asked.isdisjoint(chain.from_iterable(terms))

    return [(piece, is_hit(piece)) for piece in _pieces(title)]


def fold(text: str) -> str:
    """Return the text without capitals, compatibility forms and accents.

    Å, Ä and Ö stay: they are letters, not accented ones.
    """
    small = normalize("NFKC", normalize("NFKC", text).casefold())
    if small.isascii():
        return small
    return normalize("NFC", "".join(map(_bare, small)))


@lru_cache(maxsize=1024)
def _bare(sign: str) -> str:
    if sign in LETTERS_OF_THEIR_OWN:
        return sign
    return "".join(p for p in normalize("NFKD", sign) if category(p) not in MARKS)


def _stemmer(language: str) -> Callable[[str], str]:
    """Return a stemmer for one text: no thread may share it, and it keeps its words."""
    return cache(snowballstemmer.stemmer(STEMMERS[language]).stemWord)


def _words(folded: str) -> Iterator[str]:
    """Yield each word once, and each whole date as a word of its own."""
    yield from dict.fromkeys(WORD.findall(folded))
    yield from _days(folded)


def _days(folded: str) -> Iterator[str]:
    days = dict.fromkeys(_day(said) for said in DATE.finditer(folded))
    yield from (day.isoformat() for day in days if day)


def _day(said: re.Match[str]) -> date | None:
    """Return the day a match of `DATE` means, or None when there is no such day."""
    year, month, day = said["year"], said["month"], said["day"]
    if said["m"]:
        year, month, day = said["y"], str(MONTHS[said["m"]]), said["d"]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _terms(word: str, stem: str, place: Place) -> Iterator[str]:
    yield stem
    if place is Place.TITLE:
        yield TITLE_STEM + stem
    if place is not Place.TEXT:
        longest = min(len(word), LONGEST_BEGINNING)
        for length in range(min(SHORTEST_BEGINNING, longest), longest + 1):
            yield place + word[:length]


def _wanted(word: str, stems: Iterable[str]) -> Wanted:
    beginning = word[:LONGEST_BEGINNING]
    titled = Place.TITLE + beginning
    return Wanted(
        anywhere=frozenset({*stems, Place.LINE + beginning, titled}),
        in_title=frozenset({titled, *(TITLE_STEM + stem for stem in stems)}),
    )


def _pieces(text: str) -> Iterator[str]:
    """Yield the text's words and what stands between them; nothing is left out."""
    end = 0
    for word in SHOWN.finditer(text):
        yield from filter(None, (text[end : word.start()], word[0]))
        end = word.end()
    if end < len(text):
        yield text[end:]
