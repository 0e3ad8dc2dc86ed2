"""Ways to draw a document. Add a module; add a line here."""

from datetime import datetime
from typing import Protocol

from service.document.blocks import Document
from service.document.typography import typeset
from service.renderers import docx, html, pdf, text

# Stored beside each rendition: raise it when the same document is drawn otherwise.
TEMPLATE_VERSION = "1"


class Renderer(Protocol):
    def __call__(self, document: Document, /, *, now: datetime) -> bytes: ...


def _typeset_first(draw: Renderer) -> Renderer:
    def render(document: Document, *, now: datetime) -> bytes:
        return draw(typeset(document), now=now)

    return render


RENDERERS: dict[str, Renderer] = {
    "pdf": _typeset_first(pdf.render),
    "docx": _typeset_first(docx.render),
    "html": _typeset_first(html.render),
    "txt": _typeset_first(text.render),
}
