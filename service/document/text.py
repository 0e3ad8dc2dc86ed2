"""The text a page can show, nothing hidden beside it, and stretches with a look."""

import re
from dataclasses import dataclass, fields
from typing import Any
from unicodedata import category, is_normalized, normalize

SAFE_LINKS = ("https://", "http://", "mailto:")  # anything else is no link, only text
JOINERS = "\u200c\u200d"  # unseen, yet part of how some scripts are spelled
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
    if text.translate(NO_BREAKS).isprintable() and is_normalized("NFC", text):
        return WHITE.sub(" ", text)
    return WHITE.sub(" ", _shown(text))


def _shown(text: str) -> str:
    return "".join(sign for sign in normalize("NFC", text) if _is_shown(sign))


def _is_shown(sign: str) -> bool:
    return sign.isspace() or sign in JOINERS or not category(sign).startswith("C")


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
    """Return `text` as spans; a plain text is one plain span."""
    parts = (text,) if isinstance(text, str) else text
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def plain(text: Rich) -> str:
    return "".join(span.text for span in spans(text))
