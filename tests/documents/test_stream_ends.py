"""No reader of a PDF has to guess where the data of a stream end (PDF/A-2, 6.1.7.1)."""

from io import BytesIO

from PIL import Image
from pypdf import PdfReader

from service.renderers import pdf as renderer
from service.renderers import scan
from service.renderers.pdf import with_certain_ends
from tests.documents.samples import NOW

ENDS = b"\r\nendstream"
LINE = b"91 0 obj\n<</Length 3>>\nstream\nab\r\nendstream\nendobj\n"


def test_data_that_end_as_a_line_get_an_end_of_two_bytes_and_nothing_moves():
    ended = with_certain_ends(LINE + LINE)

    assert ended.count(b"<</Length 3>>stream\nab\r\r\nendstream\nendobj\n") == 2
    assert ended.index(b"91 0 obj", 1) == len(LINE)


def test_other_data_stay_as_they_are():
    other = LINE.replace(b"\r", b"c")

    assert with_certain_ends(other) == other


def test_a_document_is_archivable_with_its_ends_mended(small_house, judge, monkeypatch):
    """A font of this one ended so, and no layout of its pages could change that."""
    seen = []
    monkeypatch.setattr(
        renderer, "with_certain_ends", lambda pdf: seen.append(pdf) or pdf
    )
    small_house.submit("consent", sending={})
    small_house.work()
    [drawn] = seen
    mended = with_certain_ends(drawn)

    assert len(mended) == len(drawn)
    assert drawn.count(ENDS) == mended.count(b"\r" + ENDS) > 0
    assert judge.breaches(mended) == []
    assert PdfReader(BytesIO(mended)).pages


def test_the_ends_of_a_scan_are_mended_too(monkeypatch):
    monkeypatch.setattr(scan, "with_certain_ends", lambda pdf: pdf + b"\n% mended")
    blank = BytesIO()
    Image.new("L", (8, 8)).save(blank, "JPEG")
    pages = scan.Scan("Skannat", "Region Exempel", "sv", [blank.getvalue()], ["Tomt"])

    assert scan.draw_scan(pages, now=NOW).endswith(b"% mended")
