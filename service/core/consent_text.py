"""The text a guardian reads before answering, in one language and one version.

It is a text about waiving secrecy (offentlighets- och sekretesslagen), and says apart
from that what the data protection regulation wants told (article 13). What everybody
has read is pinned by the hash of exactly that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from hashlib import sha256
from string import Formatter
from typing import Any

import rfc8785

from service.core.isolates import isolate
from service.core.languages import MASTER, guardian_language

# What a text may leave open, and what a page or a document fills in.
GAPS = frozenset({"child", "organisation", "until", "controller", "dpo", "contact"})
SHORT_LINES = 3


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the law, as it stood on that day. Laws are renumbered; dates tell."""

    reference: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    """`master` is the number of the Swedish version that this one renders.

    `binding` says in a translation that the Swedish text is the one that applies. It
    is empty in the Swedish text, and nowhere else.
    `reviewed_by` is empty while nobody who knows the language has read it through.
    """

    language: str
    number: int
    master: int
    title: str
    lead: str
    short: tuple[str, ...]
    if_yes: str
    if_no: str
    withdraw: str
    kept: str
    secrecy: str
    still: str
    statement_guardian: str
    statement_child: str
    child_title: str
    child_lead: str
    binding: str
    privacy: tuple[Section, ...]
    legal: tuple[Reference, ...]
    reviewed_by: str = ""
    reviewed_on: date | None = None
    is_approved: bool = False

    @property
    def body(self) -> dict[str, Any]:
        """Return everything a reader sees, ready for JSON."""
        whole = asdict(self)
        seen = {name: whole[name] for name in BODY}
        seen["legal"] = [
            {"reference": one.reference, "as_of": one.as_of.isoformat()}
            for one in self.legal
        ]
        return seen | {"short": list(self.short), "privacy": list(seen["privacy"])}

    @property
    def sha256(self) -> str:
        """Return the hash of what a reader sees: language and body (RFC 8785)."""
        seen = {"language": self.language, **self.body}
        return sha256(rfc8785.dumps(seen)).hexdigest()

    @property
    def is_master(self) -> bool:
        return self.language == MASTER

    def is_older_than(self, master: "ConsentText") -> bool:
        """Whether this renders an older Swedish text than that one."""
        return not self.is_master and self.master < master.number

    def filled(self, **given: str) -> "ConsentText":
        """Return the text with its gaps filled. A gap without a value is a KeyError.

        What is filled in keeps its own direction: a Swedish name in an Arabic sentence.
        """
        way = guardian_language(self.language).direction
        values = {gap: isolate(value, within=way) for gap, value in given.items()}
        sections = (
            Section(one.heading, one.text.format_map(values)) for one in self.privacy
        )
        plain = {name: getattr(self, name).format_map(values) for name in PLAIN}
        short = tuple(line.format_map(values) for line in self.short)
        return replace(self, **plain, short=short, privacy=tuple(sections))


_ABOUT = {"language", "number", "master", "reviewed_by", "reviewed_on", "is_approved"}
BODY = tuple(field.name for field in fields(ConsentText) if field.name not in _ABOUT)
PLAIN = tuple(name for name in BODY if name not in ("short", "privacy", "legal"))


def read_text(
    body: Mapping[str, Any], *, language: str, number: int, master: int, **about: Any
) -> ConsentText:
    """Return the text that a body says; the opposite of `ConsentText.body`.

    Raises ValueError for a translation that does not say which text binds, and for a
    Swedish text that says it.
    """
    if bool(body["binding"].strip()) == (language == MASTER):
        raise ValueError(f"binding: only translations say it, and all do ({language})")
    return ConsentText(
        language=language,
        number=number,
        master=master,
        **{name: body[name] for name in PLAIN},
        short=tuple(body["short"]),
        privacy=tuple(Section(one["heading"], one["text"]) for one in body["privacy"]),
        legal=tuple(_reference(one) for one in body["legal"]),
        **about,
    )


def strange_gaps(text: str) -> tuple[str, ...]:
    """Return what stands in braces and is no gap; braces that do not close, too."""
    try:
        return tuple(sorted(set(_gaps(text)) - GAPS))
    except ValueError:
        return ("{",)


def _gaps(text: str) -> Iterator[str]:
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            yield name if not form and not conversion else f"{name}:{form}"


def _reference(one: Mapping[str, Any]) -> Reference:
    day = one["as_of"]
    as_of = day if isinstance(day, date) else date.fromisoformat(day)
    return Reference(one["reference"], as_of)
