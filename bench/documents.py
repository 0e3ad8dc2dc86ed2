"""Milliseconds per document, drawn by us and by others, from the same records."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from bench import office, weasy
from bench.figures import Figures, Watch, figures
from bench.seeds import SENDER, Seed, read_seeds, renewed
from service.actions.letterhead import letterhead
from service.document.blocks import Document
from service.document.words import make_speak
from service.kinds import find_kind
from service.renderers import RENDERERS
from service.wiring import WORDS

TIMES = 10  # of each of the three kinds
FEW = 4  # for what takes long
BATCH = 40
WARM_UP = 2
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)

T = TypeVar("T")


def measure() -> dict[str, Figures]:
    """Return the figures by name; what is not installed is left out."""
    rows = {
        "PDF, all text new": _each(_pdf, _new(TIMES)),
        "PDF, repeated": _each(_pdf, _same(TIMES)),
        "DOCX": _each(_docx, _new(TIMES)),
        "PDF by WeasyPrint": _each(weasy.pdf, _pages(FEW)),
    }
    if office.is_here():
        files = [_docx(document) for document in _new(BATCH // 3 + 1)][:BATCH]
        rows["PDF by LibreOffice, in a batch"] = figures(office.per_file(files))
    return rows


def _pdf(document: Document) -> bytes:
    return RENDERERS["pdf"](document, now=NOW)


def _docx(document: Document) -> bytes:
    return RENDERERS["docx"](document, now=NOW)


def _each(draw: Callable[[T], bytes], subjects: Sequence[T]) -> Figures:
    """Return how long each took; the first ones, which also warm up, do not count."""
    watch = Watch()
    for subject in subjects:
        with watch.turn():
            draw(subject)
    return figures(watch.turns[3 * WARM_UP :])


def _new(times: int) -> list[Document]:
    """Return documents of every kind in turn, no line of prose twice."""
    numbers = range(times + WARM_UP)
    return [composed(seed, n) for n in numbers for seed in read_seeds()]


def _same(times: int) -> list[Document]:
    return [composed(seed, 0) for _ in range(times + WARM_UP) for seed in read_seeds()]


def _pages(times: int) -> list[str]:
    return [RENDERERS["html"](one, now=NOW).decode() for one in _new(times)]


def composed(seed: Seed, number: int) -> Document:
    kind, words = find_kind(seed.kind), make_speak(WORDS)("sv")
    head = letterhead(SENDER, words)
    model = kind.read(renewed(seed.answers, number), today=TODAY)
    return kind.compose(model, words, head)
