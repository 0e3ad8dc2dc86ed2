"""Document to PDF: archivable, accessible, and set by Typst from one template."""

import json
import re
from datetime import datetime
from functools import cache
from threading import Lock
from typing import cast

from typst import Compiler, TypstError

from service.core.errors import GiveUp
from service.core.paper_codes import payload
from service.document.asked import fields_of
from service.document.blocks import Document, QrCode, leads_on
from service.document.data import as_data
from service.renderers import fillable, qr
from service.renderers.fonts import bundled
from service.renderers.logo import read_logo
from service.renderers.look import TEMPLATES

UNDRAWN = re.compile(r'the text `"(?P<sign>.+)"` could not be displayed')
MOST_CODED = 24  # pages: a longer form repeats the first page's code
# Compressed data may end as a line does, and then readers do not agree where it ends
# (PDF/A-2, 6.1.7.1: the length counts to the end of line before `endstream`). Such a
# page, one in some hundreds, is drawn again a hair's breadth higher.
DOUBTFUL_END = b"\r\nendstream"
MOST_NUDGES = 8
one_at_a_time = Lock()


def render(document: Document, *, now: datetime) -> bytes:
    """Return a PDF/A-2a that is also PDF/UA-1, the same bytes for the same `now`.

    Raises GiveUp: its code names a sign that no font can draw, or what Typst said.
    """
    source = _source(document)
    try:
        drawn = (_drawn(source, nudge, now=now) for nudge in range(MOST_NUDGES))
        pdf = next((one for one in drawn if DOUBTFUL_END not in one), None)
    except TypstError as problem:
        raise GiveUp(_reason(problem.message)) from problem
    if pdf is None:
        raise GiveUp("typst: no certain end of a stream")
    return fillable.make(pdf, fields_of(document))


def _drawn(source: str, nudge: int, *, now: datetime) -> bytes:
    with one_at_a_time:
        pdf = _compiler().compile(
            sys_inputs={"source": source, "nudge": str(nudge)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=now.replace(microsecond=0),  # Typst wants whole seconds
        )
    return cast(bytes, pdf)


def _reason(message: str) -> str:
    undrawn = UNDRAWN.search(message)
    return f"no_font_for {undrawn['sign']}" if undrawn else f"typst: {message}"


def _source(document: Document) -> str:
    """Return what the template reads as JSON: to it a text is data, never markup."""
    logo = read_logo(document.letterhead.logo)
    blocks = [
        {**as_data(block), "leads_on": leads_on(block, after)}
        for _, block, after in document.with_neighbours()
    ]
    drawn = {
        "blocks": blocks,
        "direction": document.direction,
        "codes": _codes(document),
        "page_codes": _page_codes(document.code),
        "logo": {"svg": logo.svg, "width": logo.width},
    }
    return json.dumps(as_data(document) | drawn)


def _codes(document: Document) -> dict[str, str]:
    targets = (b.target for b in document.blocks if isinstance(b, QrCode))
    return {target: qr.svg(target) for target in targets}


def _page_codes(code: str) -> dict[str, str]:
    """Return a drawing for each page there may be: only Typst knows how many."""
    pages = range(1, MOST_CODED + 1) if code else ()
    return {str(page): qr.svg(payload(code, page), error="q") for page in pages}


@cache
def _compiler() -> Compiler:
    """One per process, made on first use: a compiler that ran does not survive fork."""
    main = str(TEMPLATES / "document.typ")
    return Compiler(main, root=str(TEMPLATES), font_paths=bundled())
