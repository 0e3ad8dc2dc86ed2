"""Read a drawn document back: the words a person would hear, in reading order."""

import re
from collections import defaultdict
from html import unescape
from io import BytesIO
from unicodedata import category
from zipfile import ZipFile

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ContentStream

LIST_SIGN = re.compile("[\u2022\u2013]|\\d+\\.")
GLYPH = re.compile(r"<(\w+)>\s*<(\w+)>")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FURNITURE = -1  # what an artifact says: page headers, footers and lines
UNSAID = re.compile("<footer.*?</footer>|<svg.*?</svg>|<[^>]*>", re.DOTALL)


def said(file, form):
    """Return what a file's body says, without white space and marks of direction."""
    return bare(READERS[form](file))


def words_of(file, form):
    return READERS[form](file).split()


def bare(text):
    return "".join(s for s in text if not s.isspace() and category(s) != "Cf")


def _docx(file):
    with ZipFile(BytesIO(file)) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
    return " ".join(node.text or "" for node in body.iter(f"{W}t"))


def _html(file):
    return unescape(UNSAID.sub(" ", file.decode()))


def _txt(file):
    return file.decode()


def _pdf(file):
    """Follow the structure tree, as a screen reader does."""
    reader = PdfReader(BytesIO(file))
    pages = {sheet.indirect_reference: _marked(sheet, reader) for sheet in reader.pages}
    return " ".join(_heard(reader.root_object["/StructTreeRoot"], pages, None))


def _heard(node, pages, sheet):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, int):
        yield pages[sheet][node]
    elif isinstance(node, list):
        for child in node:
            yield from _heard(child, pages, sheet)
    elif "/MCID" in node:
        yield pages[node.raw_get("/Pg")][node["/MCID"]]
    elif "/K" in node:
        sheet = node.raw_get("/Pg") if "/Pg" in node else sheet
        heard = "".join(_heard(node["/K"], pages, sheet))
        is_sign = node.get("/S") == "/Lbl" and LIST_SIGN.fullmatch(heard.strip())
        yield "" if is_sign else heard


def _marked(sheet, reader):
    """Return the text of a page by the number of its mark."""
    fonts = {name: _letters(f) for name, f in sheet["/Resources"]["/Font"].items()}
    heard = defaultdict(str)
    marks, letters = [{"/MCID": FURNITURE}], {}
    for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            marks.append(marks[-1] | _mark(*operands))
        elif operator == b"EMC":
            _end(marks, heard)
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and "/ActualText" not in marks[-1]:
            heard[marks[-1]["/MCID"]] += _decoded(operands[0], letters)
    return heard


def _mark(tag, properties=None):
    if tag == "/Artifact":
        return {"/MCID": FURNITURE}
    return properties if isinstance(properties, dict) else {}


def _end(marks, heard):
    ended = marks.pop()
    if "/ActualText" not in marks[-1]:
        heard[ended["/MCID"]] += ended.get("/ActualText", "")


def _decoded(shown, letters):
    parts = shown if isinstance(shown, list) else [shown]
    raw = "".join(getattr(part, "original_bytes", b"").hex() for part in parts)
    return "".join(letters[raw[at : at + 4]] for at in range(0, len(raw), 4))


def _letters(font):
    """Return what each glyph says, in the way Typst writes it: one by one."""
    table = font.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
    listed = " ".join(re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL))
    return {
        code.lower(): bytes.fromhex(says).decode("utf-16-be")
        for code, says in GLYPH.findall(listed)
    }


READERS = {"docx": _docx, "html": _html, "txt": _txt, "pdf": _pdf}
