"""Fields in a PDF: what Typst drew as links to fields becomes what one fills in.

Typst knows no forms, but it puts a link's rectangle on the page and the link into the
structure tree: ISO 32000-1, 12.7 (forms) and 14.8.4.5 (`Form` elements) want the same
places. So the file stays PDF/A-2a and PDF/UA-1: every field has a label to read aloud
(`TU`) and an appearance of its own (`AP`), drawn with an embedded font.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject, TextStringObject

from service.document.asked import Field
from service.renderers.field_font import add_font
from service.renderers.pdf_objects import made, stream

LINK = "field:"
MULTILINE, RADIO = 1 << 12, 1 << 15
TYPED = TextStringObject(
    "/HSField 11 Tf 0.09 0.14 0.17 rg"
)  # our ink, at the size of body text
INK = "0.09 0.14 0.17 RG 1.2 w"
STROKES = "{near} {near} m {far} {far} l {near} {far} m {far} {near} l S"
MARGIN = 2.2  # points between a cross and its box


def make(pdf: bytes, fields: Mapping[str, Field]) -> bytes:
    """Return `pdf` with every link to a field made that field; without any, unchanged.

    Boxes of one question ("question.answer") put each other out. Same in, same out.
    """
    if not fields:
        return pdf
    drawn = PdfReader(BytesIO(pdf))
    form = _Form(PdfWriter(clone_from=drawn))
    form.writer.pdf_header = drawn.pdf_header
    for name, link in form.links():
        form.turn(link, fields[name])
    return form.saved()


@dataclass
class _Form:
    writer: PdfWriter
    questions: dict[str, IndirectObject] = field(default_factory=dict)
    top: list[IndirectObject] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.font = {"/Font": {"/HSField": add_font(self.writer)}}
        tree: Any = self.writer.root_object["/StructTreeRoot"]
        numbered = iter(tree["/ParentTree"]["/Nums"])
        self.elements = dict(zip(numbered, numbered, strict=True))

    def links(self) -> Iterator[tuple[str, IndirectObject]]:
        for page in self.writer.pages:
            for link in page.get("/Annots", ()):
                target = link.get_object().get("/A", {}).get("/URI", "")
                if target.startswith(LINK):
                    page.update(made({"/Tabs": "/S"}))
                    yield target.removeprefix(LINK), link

    def turn(self, link: IndirectObject, asked: Field) -> None:
        """Make an annotation a widget, and its element one that holds a field."""
        widget: Any = link.get_object()
        for gone in ("/A", "/Border", "/Contents"):
            widget.pop(gone, None)
        element = self.elements[widget["/StructParent"]].get_object()
        label = TextStringObject(asked.label)  # what somebody wrote: never a name
        element.update(made({"/S": "/Form", "/Alt": label}))
        widget.update(made({"/Subtype": "/Widget", "/TU": label}))
        place = self._lines if asked.lines else self._box
        place(link, widget, asked)

    def _lines(self, link: IndirectObject, widget: Any, asked: Field) -> None:
        empty = self._appearance(widget, b"/Tx BMC EMC")
        widget.update(
            made(
                {
                    "/FT": "/Tx",
                    "/T": asked.name,
                    "/Ff": MULTILINE if asked.lines > 1 else 0,
                    "/DA": TYPED,
                    "/MK": {},
                    "/AP": {"/N": empty},
                }
            )
        )
        self.top.append(link)

    def _box(self, link: IndirectObject, widget: Any, asked: Field) -> None:
        question, _, answer = asked.name.partition(".")
        asking = self._question(question)
        state = f"/{answer}"
        drawn = {"/Off": self._appearance(widget, b""), state: self._cross(widget)}
        shown = state if asked.ticked else "/Off"
        widget.update(
            made(
                {
                    "/Parent": asking,
                    "/MK": {"/CA": "8"},  # a cross, should a viewer draw it anew
                    "/AS": shown,
                    "/AP": {"/N": drawn},
                }
            )
        )
        held: Any = asking.get_object()
        held["/Kids"].append(link)
        if asked.ticked:
            held.update(made({"/V": state}))

    def _question(self, name: str) -> IndirectObject:
        if name not in self.questions:
            asking = {
                "/FT": "/Btn",
                "/T": name,
                "/Ff": RADIO,
                "/V": "/Off",
                "/Kids": [],
            }
            self.questions[name] = self.writer._add_object(made(asking))
            self.top.append(self.questions[name])
        return self.questions[name]

    def _cross(self, widget: Any) -> IndirectObject:
        left, bottom, right, top = map(float, widget["/Rect"])
        far = min(right - left, top - bottom) - MARGIN
        cross = STROKES.format(near=MARGIN, far=far)
        return self._appearance(widget, f"{INK} {cross}".encode())

    def _appearance(self, widget: Any, content: bytes) -> IndirectObject:
        left, bottom, right, top = map(float, widget["/Rect"])
        drawn = stream(
            content,
            Type="/XObject",
            Subtype="/Form",
            BBox=[0.0, 0.0, right - left, top - bottom],
            Resources=self.font,
        )
        return self.writer._add_object(drawn)

    def saved(self) -> bytes:
        self.writer.root_object.update(
            made({"/AcroForm": {"/Fields": self.top, "/DR": self.font, "/DA": TYPED}})
        )
        file = BytesIO()
        self.writer.write(file)
        return file.getvalue()
