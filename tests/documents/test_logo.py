"""The sender's own logo stands in both files; without one, a placeholder does."""

from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from struct import pack
from zipfile import ZipFile
from zlib import compress, crc32

import docx
import pytest
from docx.shared import Mm
from pypdf import PdfReader

from service.core.errors import GiveUp
from service.renderers import RENDERERS
from tests.documents.samples import NOW, SENDER, document


def png(width, height):
    """Return a red picture, as small a PNG as there can be."""
    rows = (b"\0" + b"\xff\0\0" * width) * height
    header = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(*part) for part in parts)


def _part(name, data):
    return pack(">I", len(data)) + name + data + pack(">I", crc32(name + data))


def draw(picture, form):
    sender = replace(SENDER, logo=b64encode(picture).decode())
    return RENDERERS[form](document(letterhead=sender), now=NOW)


def test_a_logo_stands_in_the_pdf_and_keeps_it_archival(judge):
    drawn = draw(png(40, 20), "pdf")

    assert len(PdfReader(BytesIO(drawn)).pages[0].images) == 1
    assert judge.breaches(drawn) == []


def test_a_logo_stands_unchanged_in_the_word_file():
    with ZipFile(BytesIO(draw(png(40, 20), "docx"))) as parts:
        assert parts.read("word/media/image1.png") == png(40, 20)


@pytest.mark.parametrize(
    ("width", "height", "drawn"),
    [(40, 40, (13, 13)), (40, 20, (26, 13)), (90, 9, (52, 5.2))],
)
def test_a_logo_keeps_its_shape_within_its_place(width, height, drawn):
    file = docx.Document(BytesIO(draw(png(width, height), "docx")))
    shape = file.inline_shapes[0]

    assert (round(shape.width / Mm(1), 1), round(shape.height / Mm(1), 1)) == drawn


def test_without_a_logo_a_placeholder_stands_in_its_place():
    drawn = RENDERERS["docx"](document(), now=NOW)

    assert len(docx.Document(BytesIO(drawn)).inline_shapes) == 1


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("picture", [b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_png_is_given_up(picture, form):
    with pytest.raises(GiveUp):
        draw(picture, form)
