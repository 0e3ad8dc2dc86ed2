"""One maker per kind of question. Pages, API and storage all read the same field.

A label stands first; `hint` helps below it, and `starts` names the section of the page
that begins here. What is optional and left out becomes an empty value. `only_if` names
a question beside it and the answers to that one which make this one worth asking.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any, TypedDict, Unpack
from uuid import UUID

from service.core.address import read_address
from service.core.clock import read_ranges
from service.core.sentence import Sentence
from service.core.text import clean_line, clean_text
from service.core.when import Lean, day_meant, read_day
from service.forms.answers import (
    AtMost,
    Between,
    Form,
    Row,
    Rows,
    Several,
    Tick,
    Told,
    Whole,
    each_once,
)

MOST_IN_LINE = 200
MOST_IN_TEXT = 10_000
MOST_NAMES = 50
MOST_ROWS = 200

NAME = Sentence("Name")
ENTRY = Sentence("Line")
Options = Iterable[tuple[str, str]]
Meant = Callable[[str, date], str]


class Asked(TypedDict, total=False):
    hint: str
    starts: str
    required: bool
    only_if: tuple[str, ...]


def line(label: str, *, most: int = MOST_IN_LINE, **asked: Unpack[Asked]) -> Told:
    """A short text on one line."""
    limit = AtMost(max=most)
    return Told(clean_line, validate=limit, **_put(label, "line", asked, most=most))


def text(label: str, *, most: int = MOST_IN_TEXT, **asked: Unpack[Asked]) -> Told:
    """Several lines: paragraphs, `- ` lists and `## ` sub-headings (see `prose`)."""
    limit = AtMost(max=most)
    return Told(clean_text, validate=limit, **_put(label, "text", asked, most=most))


def address(label: str, **asked: Unpack[Asked]) -> Told:
    """One mail address."""
    return Told(read_address, **_put(label, "address", asked))


def read(
    label: str,
    reads: Callable[[str], Any],
    *,
    meant: Meant | None = None,
    **asked: Unpack[Asked],
) -> Told:
    """A short text of a form of its own, which `reads` knows."""
    return Told(reads, **_put(label, "line", asked, meant=meant))


def day(label: str, *, lean: Lean = Lean.NONE, **asked: Unpack[Asked]) -> Told:
    """One day with its year; becomes a date, or None when left out.

    Whoever writes on a page may leave the year out where the question has a `lean`.
    """
    meant = partial(_day_meant, lean=lean)
    return Told(read_day, **_put(label, "day", asked, default=None, meant=meant))


def when(label: str, **asked: Unpack[Asked]) -> Told:
    """A time in the writer's own words; the model says what they mean."""
    limit = AtMost(max=MOST_IN_LINE)
    return Told(clean_line, validate=limit, **_put(label, "when", asked))


def times(label: str, **asked: Unpack[Asked]) -> Told:
    """Times of day, one range or more, kept as written once they can be read."""
    limit = AtMost(max=MOST_IN_LINE)
    return Told(_readable_times, validate=limit, **_put(label, "times", asked))


def choice(
    label: str,
    options: Options,
    *,
    reads: Callable[[str], Any] = str,
    default: Any = "",
    **asked: Unpack[Asked],
) -> Told:
    """One of `options` (value, label); `reads` gives what the value stands for."""
    offered = tuple((value, Sentence(said)) for value, said in options)
    put = _put(label, "choice", asked, default=default, choices=offered)
    return Told(_chosen(dict(offered), reads), **put)


def several(
    label: str,
    options: Options,
    *,
    reads: Callable[[str], Any] = str,
    **asked: Unpack[Asked],
) -> Several:
    """Any of `options`, each at most once; `reads` as for a choice."""
    offered = tuple((value, Sentence(said)) for value, said in options)
    one = Told(_chosen(dict(offered), reads), **_inner(label))
    put = _put(label, "several", asked, default=list, choices=offered)
    return Several(one, most=len(offered), validate=each_once, **put)


def identity(label: str, **asked: Unpack[Asked]) -> Told:
    """The id of something in the register."""
    return Told(_identity, **_put(label, "identity", asked))


def identities(label: str, *, most: int, **asked: Unpack[Asked]) -> Several:
    """Ids of things in the register."""
    one = Told(_identity, **_inner(label))
    return Several(one, most=most, **_put(label, "identities", asked, default=list))


def whole(label: str, *, most: int, least: int = 1, **asked: Unpack[Asked]) -> Whole:
    """A whole number from `least` to `most`; None when left out."""
    put = _put(label, "whole", asked, default=None)
    return Whole(strict=True, validate=Between(min=least, max=most), **put)


def tick(label: str, **asked: Unpack[Asked]) -> Tick:
    return Tick(**_put(label, "tick", {**asked, "required": False}, default=False))


def names(label: str, *, most: int = MOST_NAMES, **asked: Unpack[Asked]) -> Several:
    """Names, one per line or with commas between. Nobody is merged with anybody."""
    one = Told(_one_name, validate=AtMost(max=MOST_IN_LINE), **_inner(NAME))
    return Several(one, most=most, **_put(label, "names", asked, default=list))


def lines(label: str, *, most: int = MOST_NAMES, **asked: Unpack[Asked]) -> Several:
    """Short texts, one per line."""
    one = Told(clean_line, validate=AtMost(max=MOST_IN_TEXT), **_inner(ENTRY))
    return Several(one, most=most, **_put(label, "lines", asked, default=list))


def rows(
    label: str,
    form: type[Form],
    *,
    one: str,
    most: int = MOST_ROWS,
    opens: bool = False,
    **asked: Unpack[Asked],
) -> Several:
    """Rows of questions; `one` is what a single row is called.

    With `opens` the page shows an empty row from the start, as when one is required.
    """
    shown = {"one": Sentence(one), "most": most, "opens": opens}
    put = _put(label, "rows", asked, default=list, **shown)
    return Rows(Row(form, **_inner(one)), most=most, **put)


def _put(
    label: str, widget: str, asked: Asked, *, default: Any = "", **more: Any
) -> dict[str, Any]:
    """Return what marshmallow needs to know: presence, and how the question is put."""
    required = asked.get("required", True)
    shown = {
        "label": Sentence(label),
        "hint": Sentence(asked.get("hint", "")),
        "starts": Sentence(asked.get("starts", "")),
        "only_if": asked.get("only_if", ()),
        "widget": widget,
        **more,
    }
    presence = {"required": True} if required else {"load_default": default}
    return {"metadata": shown, **presence}


def _inner(label: str) -> dict[str, Any]:
    return {"required": True, "metadata": {"label": Sentence(label)}}


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(Sentence("Choose from the register.")) from None


def _day_meant(text: str, today: date, *, lean: Lean) -> str:
    """Return a day that was written in full as it is, and any other with its year."""
    try:
        read_day(text)
    except ValueError:
        return day_meant(text, today=today, lean=lean).isoformat()
    return text


def _readable_times(text: str) -> str:
    written = clean_line(text)
    read_ranges(written)
    return written


def _one_name(text: str) -> str:
    if "," in text:
        raise ValueError(Sentence("Give one name at a time, without commas."))
    return clean_line(text)


def _chosen(
    offered: dict[str, Sentence], reads: Callable[[str], Any]
) -> Callable[[str], Any]:
    def choose(value: str) -> Any:
        if value not in offered:
            raise ValueError(Sentence("Choose one of the answers offered."))
        return reads(value)

    return choose
