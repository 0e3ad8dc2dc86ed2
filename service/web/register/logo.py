"""A logo as it comes from a page: a PNG of a sane size, told by its header alone."""

import struct

from werkzeug.datastructures import FileStorage

from service.core.errors import Invalid
from service.core.sentence import Sentence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">8sI4sII")
MOST_BYTES = 200_000
MOST_PIXELS = 4_000_000
LONGEST_SIDE = 4_000


def read_logo(upload: FileStorage | None) -> bytes:
    """Return the uploaded PNG, empty when none was chosen. Raises Invalid.

    Nothing is decoded here: a picture that swells (row F12) is refused by its header.
    """
    content = upload.read(MOST_BYTES + 1) if upload else b""
    if content and (trouble := _trouble(content)):
        raise Invalid({"logo": [trouble]})
    return content


def _trouble(content: bytes) -> Sentence | None:
    if len(content) > MOST_BYTES:
        return Sentence("The logo may be at most {most} kB.", most="200")
    if len(content) < HEADER.size or not _is_png(content):
        return Sentence("The logo must be a PNG picture.")
    *_, width, height = HEADER.unpack_from(content)
    if not 0 < width * height <= MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        return Sentence("The logo has too many pixels.")
    return None


def _is_png(content: bytes) -> bool:
    signature, length, chunk, *_ = HEADER.unpack_from(content)
    return (signature, length, chunk) == (SIGNATURE, 13, b"IHDR")
