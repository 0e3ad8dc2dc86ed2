"""An incremental update that leaves alone what PDF/A-2 is strict about."""

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import IndirectObject, StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

DOUBTFUL_END, CERTAIN_END = b"\nendstream", b"\r\nendstream"


class Update(IncrementalPdfFileWriter):
    """Appends to a file, and leaves its metadata alone.

    pyHanko would write the time and its own name into XMP, in a form that PDF/A-2
    does not take; the seal's time stands in the signature.
    """

    def add_object(self, obj: Any, *told: Any, **more: Any) -> IndirectObject:
        if type(obj) is StreamObject:
            obj = _Proof(obj, encoded_data=obj.encoded_data)
        added: IndirectObject = super().add_object(obj, *told, **more)
        return added

    def _update_meta(self) -> None:
        pass


class _Proof(StreamObject):
    """Data whose last byte may be any (DER), with a line's end that is none of it.

    One in 256 ends with a CR: with pyHanko's LF, that could as well be the line's end
    (PDF/A-2 6.1.7.1).
    """

    def write_to_stream(self, stream: Any, *told: Any, **more: Any) -> None:
        whole = BytesIO()
        super().write_to_stream(whole, *told, **more)
        stream.write(whole.getvalue().removesuffix(DOUBTFUL_END) + CERTAIN_END)


def update_of(pdf: bytes) -> Update:
    """Return the beginning of an update. Raises PdfError for what is no PDF."""
    return Update(BytesIO(_ended(pdf)))


def _ended(pdf: bytes) -> bytes:
    """PDF/A-2 wants a line's end before the update's first object (6.1.9)."""
    return pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"
