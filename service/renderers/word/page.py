"""A Word file being written: lines of spans, one below the other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from docx.document import Document as File
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as Line

from service.document.text import Rich, Span, spans
from service.renderers.word.elements import add, add_sign, add_text
from service.renderers.word.parts import ident, region

LTR_MARK, RTL_MARK = "\u200e", "\u200f"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Page:
    """A file, and the way its lines run: `ltr` or `rtl`."""

    file: File
    towards: str
    is_turned: bool = False  # the styles run the other way

    @property
    def backwards(self) -> bool:
        return self.towards == "rtl"

    def turned(self, towards: str) -> "Page":
        """Return the page for lines that run another way than the rest, or the same."""
        return replace(self, towards=towards, is_turned=towards != self.towards)

    def place(self, element: BaseOxmlElement) -> None:
        """Put `element` below all that stands on the page."""
        self.file.element.body.sectPr.addprevious(element)

    def line(self, style: str, *parts: Rich) -> Line:
        line = styled(self.file.element.body, style)
        if self.is_turned:
            add(line.pPr, "bidi", val=str(int(self.backwards)))
        self.place(line)
        for part in parts:
            self.write(part, line)
        return Line(line, self.file)

    def labelled(self, style: str, label: str, *parts: Rich) -> Line:
        """Return a line that begins with a label and goes on at the tab."""
        line = self.line(style)
        looks = (("rStyle", "Label"), *self._direction())
        add_text(line._p, label, *looks)
        add_sign(line._p, "tab")
        for part in parts:
            self.write(part, line._p)
        return line

    def write(self, text: Rich, line: BaseOxmlElement) -> None:
        """Add `text` at the end of a line."""
        for span in spans(text):
            if span.isolate:
                before, after = marks(span.text)
                add_text(line, before)
                self._write(span, line)
                add_text(line, after)
            else:
                self._write(span, line)

    def _write(self, span: Span, line: BaseOxmlElement) -> None:
        looks = (*_looks(span), *(() if span.isolate else self._direction()))
        language = (("lang", region(span.language)),) if span.language else ()
        run = add_text(line, span.text, *looks, *language)
        if span.link:
            link = add(line, "hyperlink")
            link.set(RELATION, self._target(span.link))
            link.append(run)

    def _direction(self) -> tuple[tuple[str, str], ...]:
        return (("rtl", ""),) if self.backwards else ()

    def _target(self, link: str) -> str:
        kind = RELATIONSHIP_TYPE.HYPERLINK
        return self.file.part.relate_to(link, kind, is_external=True)


def styled(parent: BaseOxmlElement, style: str) -> BaseOxmlElement:
    """Return a new line at the end of `parent`."""
    line = add(parent, "p")
    add(add(line, "pPr"), "pStyle", val=ident(style))
    return line


def _looks(span: Span) -> Iterator[tuple[str, str]]:
    """Each look is said twice, for Word keeps one set for Arabic and one for Latin."""
    if span.code or span.link:
        yield "rStyle", "Code" if span.code else "Hyperlink"
    if span.bold:
        yield from (("b", ""), ("bCs", ""))
    if span.italic:
        yield from (("i", ""), ("iCs", ""))


def marks(text: str) -> tuple[str, str]:
    """Return what keeps the direction of `text` where Word knows no isolates.

    The last mark turns back, so that what stands between two such texts is not theirs.
    """
    first = next((b for b in map(bidirectional, text) if b in ("L", "R", "AL")), "L")
    own, other = (LTR_MARK, RTL_MARK) if first == "L" else (RTL_MARK, LTR_MARK)
    return own, own + other
