"""The text a page can show, nothing hidden beside it, and stretches with a look."""

import re
from dataclasses import dataclass, fields
from typing import Any
from unicodedata import category, is_normalized, normalize

from service.core.isolates import FIRST_STRONG, POP, is_balanced

SAFE_LINKS = ("https://", "http://", "mailto:")  # anything else is no link, only text
JOINERS = "\u200c\u200d"  # unseen, yet part of how some scripts are spelled
ISOLATES = FIRST_STRONG + POP
ISOLATED = re.compile(f"{FIRST_STRONG}(.*?){POP}")
NO_BREAKS = {0xA0: " ", 0x202F: " "}
WHITE = re.compile(r"[^\S\u00a0\u202f]+")  # every white space but the no-break ones


@dataclass(frozen=True, slots=True)
class Printable:
    """Keeps only printable text, whatever is put in, so every renderer may trust it."""

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, printable(getattr(self, field.name)))


def printable(value: Any) -> Any:
    """Return `value` with every text in it on one line, without control characters."""
    if isinstance(value, list | tuple):
        return tuple(printable(item) for item in value)
    return _on_one_line(value) if isinstance(value, str) else value


def _on_one_line(text: str) -> str:
    """Return `text` as it can be printed; nearly every text already can be."""
    if text.isprintable() and "  " not in text and is_normalized("NFC", text):
        return text  # of white space only the plain space counts as printable
    if text.translate(NO_BREAKS).isprintable() and is_normalized("NFC", text):
        return WHITE.sub(" ", text)
    return WHITE.sub(" ", _shown(text))


def _shown(text: str) -> str:
    kept = JOINERS + ISOLATES if is_balanced(text) else JOINERS
    return "".join(sign for sign in normalize("NFC", text) if _is_shown(sign, kept))


def _is_shown(sign: str, kept: str) -> bool:
    return sign.isspace() or sign in kept or not category(sign).startswith("C")


@dataclass(frozen=True, slots=True)
class Span(Printable):
    """A stretch of text within a line."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False  # a fingerprint or an address: broken anywhere, never hyphenated
    link: str = ""
    isolate: bool = False  # keeps its own direction: dates, numbers, names
    language: str = ""  # when it differs from the document's

    def __post_init__(self) -> None:
        Printable.__post_init__(self)
        if not self.link.startswith(SAFE_LINKS):
            object.__setattr__(self, "link", "")


Rich = str | tuple[str | Span, ...]


def spans(text: Rich) -> tuple[Span, ...]:
    """Return `text` as spans; what stands between isolates is a span of its own."""
    parts = (text,) if isinstance(text, str) else text
    return tuple(
        span
        for part in parts
        for span in ((part,) if isinstance(part, Span) else _of_plain(part))
    )


def _of_plain(text: str) -> tuple[Span, ...]:
    if FIRST_STRONG not in text:
        return (Span(text),)
    parts = ISOLATED.split(text)  # every other one stood between isolates
    return tuple(
        Span(part, isolate=bool(place % 2)) for place, part in enumerate(parts) if part
    )


def plain(text: Rich) -> str:
    return "".join(span.text for span in spans(text))
