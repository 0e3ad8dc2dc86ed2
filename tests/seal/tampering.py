"""What somebody might do to a sealed file (PROMISES 6.2, the table)."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfWriter

END = b"%%EOF"


def flip_a_bit(pdf):
    middle = len(pdf) // 3
    return pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]


def truncate(pdf):
    return pdf[:-100]


def write_anew(pdf):
    return _written(_more_pages(PdfWriter(clone_from=BytesIO(pdf))))


def add_a_page(pdf):
    return _written(_more_pages(PdfWriter(BytesIO(pdf), incremental=True)))


def change_the_metadata(pdf):
    """pyHanko's own writer touches nothing but the metadata."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.document_meta.title = "Ett annat samtycke"
    writer.update_root()
    return _written(writer)


def append_bytes(pdf):
    return pdf + b"% one more line\n"


def strip_the_seal(pdf):
    writer = PdfWriter(clone_from=BytesIO(pdf))
    del writer.root_object["/AcroForm"]
    return _written(writer)


def cut_off_the_seal(pdf):
    """Return what was there before the update with the seal."""
    return pdf[: pdf.index(END) + len(END)]


ALL = (
    flip_a_bit,
    truncate,
    write_anew,
    add_a_page,
    change_the_metadata,
    append_bytes,
    strip_the_seal,
    cut_off_the_seal,
)


def _more_pages(writer):
    writer.add_blank_page(200, 200)
    return writer


def _written(writer):
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
