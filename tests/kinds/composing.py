"""Seeds as documents: read, composed in Swedish, and taken apart into words."""

import json
from pathlib import Path

from service.document.blocks import Letterhead
from service.document.data import as_data
from service.document.words import make_speak
from service.kinds import KINDS

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
HEAD = Letterhead("Regionen", "", "", (), "", "")
SAID = ("title", "header", "subtitle", "blocks")
speak = make_speak(ROOT / "templates" / "words")


def seed(name):
    """Return the kind and the raw answers of a seed."""
    stored = json.loads((DATA / f"{name}.json").read_text())
    return KINDS[stored["kind"]], stored["answers"]


def original(name):
    return (DATA / f"{name}.original.txt").read_text()


def composed(name, language="sv"):
    kind, answers = seed(name)
    return kind.compose(kind.read(answers), speak(language), HEAD)


def blocks(document, kind):
    return [block for block in document.blocks if isinstance(block, kind)]


def words_of(document):
    """Return everything a document says, in order, as words without punctuation."""
    data = as_data(document)
    return words(" ".join(_texts([data[part] for part in SAID])))


def words(text):
    """Return the words of a text, without the marks around them."""
    bare = (word.strip(".,:;()?!-–\"”'\u2019").casefold() for word in text.split())
    return [word for word in bare if word]


def _texts(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for part in data:
            yield from _texts(part)
    elif isinstance(data, dict):
        shown = (part for name, part in data.items() if name not in ("type", "look"))
        yield from _texts(list(shown))
