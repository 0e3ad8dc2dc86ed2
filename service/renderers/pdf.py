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
from service.document.blocks import Block, Document, leads_on
from service.document.data import as_data
from service.document.pictures import Drawing, QrCode
from service.renderers import fillable, qr, strokes
from service.renderers.fonts import bundled
from service.renderers.logo import read_logo
from service.renderers.look import TEMPLATES

UNDRAWN = re.compile(r'the text `"(?P<sign>.+)"` could not be displayed')
MOST_CODED = 24  # pages: a longer form repeats the first page's code
# Compressed data, of a page or a font, may end as a line does, and then readers do not
# agree where it ends (PDF/A-2, 6.1.7.1: the length counts to the end of line before
# `endstream`).
DOUBTFUL_END = re.compile(rb"(?<=\r)\nendstream")
BEGINS, SHORTER, CERTAIN_END = b">>\nstream\n", b">>stream\n", b"\r\n"
one_at_a_time = Lock()


def render(document: Document, *, now: datetime) -> bytes:
    """Return a PDF/A-2a that is also PDF/UA-1, the same bytes for the same `now`.

    Raises GiveUp: its code names a sign that no font can draw, or what Typst said.
    """
    source = _source(document)
    try:
        pdf = _drawn(source, now=now)
    except TypstError as problem:
        raise GiveUp(_reason(problem.message)) from problem
    return fillable.make(with_certain_ends(pdf), fields_of(document))


def with_certain_ends(pdf: bytes) -> bytes:
    """Return the PDF with a line's end of two bytes after data that end as a line does.

    The byte is saved before the data, so that every object stays where it lies.
    """
    for found in DOUBTFUL_END.finditer(pdf):
        end = found.start()
        begin = pdf.rindex(BEGINS, 0, end)
        data = pdf[begin + len(BEGINS) : end]
        pdf = pdf[:begin] + SHORTER + data + CERTAIN_END + pdf[end + 1 :]
    return pdf


def _drawn(source: str, *, now: datetime) -> bytes:
    with one_at_a_time:
        pdf = _compiler().compile(
            sys_inputs={"source": source},
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
        {**as_data(block), **_picture(block), "leads_on": leads_on(block, after)}
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


def _picture(block: Block) -> dict[str, str]:
    return {"svg": strokes.svg(block.strokes)} if isinstance(block, Drawing) else {}


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
