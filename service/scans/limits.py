"""How much a scan may be, for the reader and for whoever starts it."""

from service.core.sentence import Sentence

MIB = 1 << 20
MOST_BYTES = 50 * MIB
MOST_PAGES = 200
# A4 at 300 dpi is 8.7 million, A3 17.4; a telephone's camera takes up to 50.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_400  # pixels: A4 at 200 dpi, small enough to keep and fit to read
MEMORY, CPU_SECONDS, MOST_FILES = 1 << 30, 240, 64
PAGE_SECONDS, FILE_SECONDS = 10.0, 300.0
# What iPhones save: the type stands after the length of the first box.
HEIC = (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1")
KINDS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "picture", b"\x89PNG\r\n\x1a\n": "picture"}

SAID = {
    "empty": Sentence("The file is empty."),
    "too_big": Sentence("The file is larger than 50 MB: scan fewer pages at a time."),
    "unknown": Sentence("The file is not a PDF, a JPEG or a PNG."),
    "heic": Sentence(
        "The picture is in a telephone's own format (HEIC). Save it as JPEG, or scan"
        " it."
    ),
    "locked": Sentence("The file is locked with a password."),
    "broken": Sentence("The file is damaged: it cannot be opened."),
    "too_many_pages": Sentence("The file has more than 200 pages."),
    "too_many_pixels": Sentence(
        "The picture has more than 50 million pixels: scan at 300 dpi."
    ),
    "too_slow": Sentence("It took too long to read the file, so we stopped."),
    "too_heavy": Sentence("The file needs more memory than a scan may take."),
}
