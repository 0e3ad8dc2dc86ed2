"""A sealed file says so, and is archival and accessible as before."""

from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from service.core.errors import GiveUp
from service.document.blocks import Paragraph
from service.renderers import RENDERERS
from service.seal.report import Flaw, Stamp, read_report
from service.seal.sealer import Sealer
from service.seal.update import update_of
from tests.documents.samples import NOW, document
from tests.seal import certificates
from tests.seal.nearby import Nearby

LONG = document(*[Paragraph("ord " * 400)] * 6)


@pytest.mark.parametrize("name", ["latin", "arabic"])
def test_a_sealed_file_can_be_archived_and_read_aloud(sealed, judge, name):
    assert judge.breaches(sealed[name]) == []


def test_a_file_that_ends_with_a_line_of_many_pages_stays_archival_too(sealer, judge):
    pdf = RENDERERS["pdf"](LONG, now=NOW) + b"\n"
    sealed = sealer.seal(pdf, reason="Prov", label="Sigill: «prov» اختبار", now=NOW)

    assert judge.breaches(sealed) == []


@pytest.mark.parametrize("name", ["latin", "arabic"])
def test_its_seal_holds_and_says_whose_it_is_and_when(sealed, sealer, name):
    found = sealer.inspect(sealed[name], now=NOW)

    assert found.holds
    assert (found.signatures, found.is_ours, found.covers_all) == (1, True, True)
    assert (found.intact, found.valid, found.trusted) == (True, True, True)
    assert (found.modification, found.stamp) == ("NONE", Stamp.NONE)
    assert (found.signer, found.signed_at) == ("Region Exempel", NOW)


def test_nothing_that_was_there_before_is_rewritten(drawn, sealed):
    for name, pdf in drawn.items():
        assert sealed[name].startswith(pdf + b"\n")
        assert b"<x:xmpmeta" not in sealed[name][len(pdf) :]
        assert PdfReader(BytesIO(sealed[name])).metadata.creator.startswith("Typst")


def test_nobody_has_to_guess_where_an_answer_of_an_authority_ends(drawn):
    """PDF/A-2 6.1.7.1. Mutant: a CR that DER ends with is read as the line's end."""
    update, file = update_of(drawn["latin"]), BytesIO()
    added = update.add_object(StreamObject(stream_data=b"ab\r"))
    update.write(file)

    assert added.get_object().data == b"ab\r"
    assert b"/Length 3\n>>\nstream\nab\r\r\nendstream" in file.getvalue()


def test_the_seal_is_pades_by_its_profile_and_lets_nobody_change_anything(sealed):
    [seal] = PdfFileReader(BytesIO(sealed["latin"])).embedded_regular_signatures

    assert seal.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert seal.sig_object["/Reason"] == "Samtycke"
    assert seal.docmdp_level.name == "NO_CHANGES"
    assert seal.sig_field["/TU"] == "Sigill"


def test_neither_what_is_no_pdf_nor_what_has_a_seal_is_sealed(sealer, sealed):
    for unfit in (b"no PDF", b"%PDF-1.7\n%%EOF", sealed["latin"]):
        with pytest.raises(GiveUp, match="seal_unfit_pdf"):
            sealer.seal(unfit, reason="Prov", label="Sigill", now=NOW)


def test_an_old_seal_outlives_its_certificate_and_holds_by_the_trusted_ones(sealed):
    later = NOW + timedelta(days=365 * 30)
    earlier = certificates.environment("Region Exempel")["SEAL_CERTIFICATE"]
    new = Nearby(certificates.settings("New", SEAL_TRUSTED=earlier))

    assert new.inspect(sealed["latin"], now=later).holds
    forgetful = Nearby(certificates.settings("New"))
    assert forgetful.inspect(sealed["latin"], now=later).flaw is Flaw.NOT_OURS


def test_a_seal_dated_when_its_certificate_was_not_valid_is_not_trusted(drawn, sealer):
    early = certificates.BEGINS - timedelta(days=1)
    backdated = sealer.seal(drawn["latin"], reason="P", label="S", now=early)
    from_tomorrow = sealer.seal(
        drawn["latin"], reason="P", label="S", now=NOW + timedelta(days=1)
    )

    assert sealer.inspect(backdated, now=NOW).flaw is Flaw.NOT_TRUSTED
    assert sealer.inspect(from_tomorrow, now=NOW).flaw is Flaw.NOT_TRUSTED


def test_a_process_of_its_own_sees_the_same(sealed, sealer):
    apart = Sealer(sealer.settings)
    report = apart.inspect(sealed["latin"], now=NOW)

    assert report == sealer.inspect(sealed["latin"], now=NOW)
    assert read_report(report.as_json()) == report
