"""Reads one scan and ends: `python -m service.scans.child KIND`, file in, pages out.

It parses what a stranger may have made, so it holds nothing, may take little, and is
believed in nothing but pictures. For each page it writes two frames, a line of JSON and
a JPEG; then one that says how it ended: "" is well.
"""

import json
import resource
import sys
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from service.scans.limits import (
    CPU_SECONDS,
    LONGEST_SIDE,
    MEMORY,
    MOST_FILES,
    MOST_PAGES,
    MOST_PIXELS,
)

LARGER = 2  # once more, with twice the pixels, when a page seems to have no code
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
Sizes = Callable[[int], Image.Image]  # from how long a side may be, to the picture


class Unfit(Exception):
    """The file is no scan for us; its text is a code of `service.scans.limits`."""


def main(kind: str, source: BinaryIO, sink: BinaryIO) -> None:
    _confine()
    try:
        for draw in READERS[kind](source.read()):
            picture, codes = _flattened(draw)
            _write(sink, json.dumps({"codes": codes}).encode())
            _write(sink, picture)
        end = ""
    except Unfit as problem:
        end = str(problem)
    except MemoryError:
        end = "too_heavy"
    _write(sink, json.dumps({"end": end}).encode())


def _confine() -> None:
    """Take no more from here on than a scan needs, whatever the file asks for."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def _pdf(content: bytes) -> Iterator[Sizes]:
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = problem.err_code == FPDF_ERR_PASSWORD
        raise Unfit("locked" if locked else "broken") from None
    if len(file) > MOST_PAGES:
        raise Unfit("too_many_pages")
    if not len(file):
        raise Unfit("broken")
    file.init_forms()  # or what was filled in on a screen would not be seen
    for number in range(len(file)):
        yield _page(file, number)


def _page(file: pypdfium2.PdfDocument, number: int) -> Sizes:
    def draw(side: int) -> Image.Image:
        try:
            page = file[number]
            scale = side / max(*page.get_size(), 1)
            drawn: Image.Image = page.render(scale=scale).to_pil()
        except (pypdfium2.PdfiumError, ValueError):
            raise Unfit("broken") from None
        return drawn

    return draw


def _picture(content: bytes) -> Iterator[Sizes]:
    try:
        # The first of a moving picture's frames: only that is drawn.
        picture = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Unfit("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Unfit("broken") from None

    def draw(side: int) -> Image.Image:
        smaller = upright.copy()
        smaller.thumbnail((side, side))
        return smaller

    yield draw


READERS = {"pdf": _pdf, "picture": _picture}


def _flattened(draw: Sizes) -> tuple[bytes, list[str]]:
    """Return a picture without anything hidden in it, and what its codes say."""
    picture = draw(LONGEST_SIDE).convert("RGB")
    codes = _codes(picture) or _codes(draw(LARGER * LONGEST_SIDE))
    drawn = BytesIO()
    picture.save(drawn, "JPEG", quality=72)
    return drawn.getvalue(), codes


def _codes(picture: Image.Image) -> list[str]:
    grey = picture.convert("L")
    found = zxingcpp.read_barcodes(grey, formats=QR)
    return [code.text for code in found]


def _write(sink: BinaryIO, content: bytes) -> None:
    sink.write(len(content).to_bytes(4))
    sink.write(content)
    sink.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
