"""An incremental update that leaves alone what PDF/A-2 is strict about."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class Update(IncrementalPdfFileWriter):
    """Appends to a file, and leaves its metadata alone.

    pyHanko would write the time and its own name into XMP, in a form that PDF/A-2
    does not take; the seal's time stands in the signature.
    """

    def _update_meta(self) -> None:
        pass


def update_of(pdf: bytes) -> Update:
    """Return the beginning of an update. Raises PdfError for what is no PDF."""
    return Update(BytesIO(_ended(pdf)))


def _ended(pdf: bytes) -> bytes:
    """PDF/A-2 wants a line's end before the update's first object (6.1.9)."""
    return pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"
