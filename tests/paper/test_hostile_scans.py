"""What others made is looked at in a process that may take little, and only drawn."""

import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter

from service.scans import pile as reading
from service.scans.limits import MOST_BYTES
from service.scans.pile import Patience, Unreadable, read_pile


def refused(content, **wishes):
    with pytest.raises(Unreadable) as refusal:
        read_pile(content, **wishes)
    return refusal.value.code


def pdf(pages=1, **changes):
    writer, file = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    for name, value in changes.items():
        getattr(writer, name)(value)
    writer.write(file)
    return file.getvalue()


def picture(form="PNG", size=(300, 400), **more):
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, form, **more)
    return file.getvalue()


def bomb(inside):
    """Return a PDF whose page is drawn by `inside`, in a stream that inflates."""
    packed = zlib.compress(inside, 9)
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream"
        % (len(packed), packed),
    )
    body = b"".join(b"%d 0 obj%b endobj\n" % (n, p) for n, p in enumerate(parts, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html>", "unknown"),
        (b"\0junk before %PDF-1.7", "unknown"),
        (b"PK\x03\x04", "unknown"),
        (b"%PDF-1.7 and no more", "broken"),
        (b"\xff\xd8\xff" + b"x" * 99, "broken"),
        (picture()[:60], "broken"),
        (pdf(encrypt="hemligt"), "locked"),
        (pdf(pages=201), "too_many_pages"),
    ],
)
def test_what_is_no_scan_is_refused_by_its_reason(content, code):
    assert refused(content) == code


def test_a_file_that_is_too_long_is_not_even_opened():
    assert refused(b"%PDF-" + bytes(MOST_BYTES)) == "too_big"


def test_a_small_picture_that_unpacks_to_very_much_is_refused_by_its_header():
    file = BytesIO()
    Image.new("1", (13_000, 13_000)).save(file, "PNG")

    assert refused(file.getvalue()) == "too_many_pixels"


def test_a_file_that_needs_too_much_memory_takes_only_its_reader_down(monkeypatch):
    script = (
        "import sys; from service.scans import child; child.MEMORY = 220 << 20;"
        "child.main('pdf', sys.stdin.buffer, sys.stdout.buffer)"
    )
    monkeypatch.setattr(reading, "READER", ("-c", script))

    assert read_pile(pdf()).pages
    assert refused(bomb(b"q " * (60 << 20))) in ("too_heavy", "broken")


def test_a_reader_that_takes_too_long_is_killed(monkeypatch):
    monkeypatch.setattr(reading, "READER", ("-c", "import time; time.sleep(600)"))

    assert refused(pdf(), patience=Patience(page=0.2)) == "too_slow"


def test_a_circle_of_pages_ends():
    circle = bomb(b"").replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R]/Count 9")

    assert refused(circle) in ("broken", "too_many_pages", "too_heavy")


def test_nothing_of_the_file_itself_is_kept():
    told = PngInfo()
    told.add_text("Comment", "hemligt")
    flat = read_pile(picture(pnginfo=told)).pages[0].picture
    described = pdf(add_metadata={"/Title": "hemligt"})

    assert b"hemligt" in described
    for drawn in (flat, read_pile(described).pages[0].picture):
        assert drawn.startswith(b"\xff\xd8\xff")
        assert b"hemligt" not in drawn
        assert not Image.open(BytesIO(drawn)).getexif()


def test_only_the_first_of_a_moving_pictures_frames_is_drawn():
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue", "green")]
    moving = picture(size=(60, 60), save_all=True, append_images=frames)

    assert len(read_pile(moving).pages) == 1


def test_the_reader_has_neither_our_environment_nor_our_folder(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hemligt")
    script = (
        "import os, sys, json; told = json.dumps({'end': ''}).encode();"
        "ok = 'SECRET_KEY' not in os.environ and not os.listdir('.');"
        "sys.stdout.buffer.write(len(told).to_bytes(4) + told) if ok else None"
    )
    monkeypatch.setattr(reading, "READER", ("-c", script))

    assert read_pile(pdf()).pages == ()
