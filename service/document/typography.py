"""How typed text is set: quotation marks, dashes and spaces of each language."""

import re
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, cast

from service.document.blocks import Document, Passage
from service.document.text import Printable, Span

NO_BREAK, EN_DASH = "\u00a0", "\u2013"
MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti"
    "|september|oktober|november|december"
)
UNITS = "kr|%|°C|mm|cm|m|km|g|kg|min|tim|timmar|sek|st|år|månader|veckor|dagar"
CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
VERBATIM = {
    *("link", "target", "language", "look", "web", "logo"),
    *("field", "fields", "code"),
}

# What is typed, and what it becomes. Dates and numbers with hyphens stay as they are.
RULES = {
    "sv": (
        # A quotation begins a word; elsewhere the signs are part of code or a measure.
        (r'((?<!\S)\(?|(?<="/))"([^"]*)"(?!\w)', r"\1”\2”"),
        (r"\.\.\.", "…"),
        (rf" [-{EN_DASH}] ", f"{NO_BREAK}{EN_DASH} "),
        (rf"(?<![\w-])({CLOCK})-({CLOCK})(?![\w-])", rf"\1{EN_DASH}\2"),
        (rf"(\d) (?=(?:{MONTHS}|{UNITS})(?!\w))", rf"\1{NO_BREAK}"),
        (rf"({MONTHS}) (?=\d{{4}}\b)", rf"\1{NO_BREAK}"),
        (r"\b(kl\.?|nr|dnr|s\.) (?=\d)", rf"\1{NO_BREAK}"),
        (r"§ (?=\d)", f"§{NO_BREAK}"),
        (r"\b(\d{3}) (?=\d{2} [A-ZÅÄÖ])", rf"\1{NO_BREAK}"),  # a postal code
        (r" (?=\w[.,;:!?](?!\S))", NO_BREAK),
    ),
    "ar": ((r"[\u064b-\u0652\u0670]", ""),),  # vowel signs double in a PDF's text layer
}


@lru_cache(maxsize=1)  # one document is drawn in several formats in a row
def typeset(document: Document) -> Document:
    """Return `document` as a typesetter of its language would set it."""
    return cast(Document, _set(document, RULES.get(document.language, ())))


def _set(value: Any, rules: tuple[tuple[str, str], ...]) -> Any:
    if isinstance(value, str):
        for typed, becomes in rules:
            value = re.sub(typed, becomes, value)
        return value
    if isinstance(value, tuple):
        return tuple(_set(part, rules) for part in value)
    if isinstance(value, Passage):
        own = RULES.get(value.language, ())
        return replace(value, blocks=_set(value.blocks, own))
    if not isinstance(value, Printable) or (isinstance(value, Span) and value.code):
        return value
    names = (f.name for f in fields(value) if f.name not in VERBATIM)
    return replace(value, **{name: _set(getattr(value, name), rules) for name in names})
