"""No change to a sealed file goes unnoticed: the table of PROMISES 6.2."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from service.seal import sealer as door
from service.seal.report import Flaw
from service.seal.sealer import Sealer
from service.seal.signing import open_seal
from service.seal.waiting import wait_for
from tests.documents.samples import NOW
from tests.seal import certificates, tampering
from tests.seal.nearby import Nearby

FOUND = {
    tampering.flip_a_bit: Flaw.CHANGED,
    tampering.truncate: Flaw.UNREADABLE,
    tampering.write_anew: Flaw.CHANGED,
    tampering.add_a_page: Flaw.ADDED_TO,
    tampering.change_the_metadata: Flaw.ADDED_TO,
    tampering.append_bytes: Flaw.ADDED_TO,
    tampering.strip_the_seal: Flaw.NO_SEAL,
    tampering.cut_off_the_seal: Flaw.NO_SEAL,
}
HOSTILE = (
    b"",
    b"%PDF-1.7\n%%EOF",
    b"%PDF-1.7\n" + b"[" * 100_000,
    b"\0" * 1000,
    b"Ingen pdf alls",
)


@pytest.mark.parametrize("tamper", tampering.ALL, ids=lambda how: how.__name__)
@pytest.mark.parametrize("name", ["latin", "arabic"])
def test_it_is_noticed(sealed, sealer, name, tamper):
    report = sealer.inspect(tamper(sealed[name]), now=NOW)

    assert report.flaw is FOUND[tamper], report


def test_a_seal_of_somebody_else_with_our_name_is_not_ours(drawn, sealer):
    other = certificates.environment(ends=certificates.BEGINS.replace(year=2044))
    theirs = Nearby(certificates.settings(**other))
    forged = theirs.seal(drawn["latin"], reason="S", label="S", now=NOW)

    assert theirs.inspect(forged, now=NOW).holds
    assert sealer.inspect(forged, now=NOW).flaw is Flaw.NOT_OURS


def test_nobody_signs_after_us(sealed, sealer):
    stranger = open_seal(certificates.settings("Stranger")).signer
    update = IncrementalPdfFileWriter(BytesIO(sealed["latin"]))
    meta = PdfSignatureMetadata(field_name="Second")
    signer = PdfSigner(meta, stranger)
    signer._enforce_certification_constraints = lambda reader: None
    twice = wait_for(signer.async_sign_pdf(update)).getvalue()

    report = sealer.inspect(twice, now=NOW)

    assert (report.signatures, report.covers_all) == (2, True)
    assert report.flaw is Flaw.ADDED_TO


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_what_cannot_be_read_proves_nothing(sealer, content):
    assert sealer.inspect(content, now=NOW).flaw in (Flaw.UNREADABLE, Flaw.NO_SEAL)


def test_a_file_that_takes_too_long_or_is_too_large_proves_nothing(
    sealed, sealer, monkeypatch
):
    monkeypatch.setattr(door, "CHILD_SECONDS", 0.01)
    assert Sealer(sealer.settings).inspect(sealed["latin"], now=NOW).flaw is (
        Flaw.UNREADABLE
    )

    monkeypatch.setattr(door, "LARGEST", 10)
    assert sealer.inspect(sealed["latin"], now=NOW).flaw is Flaw.UNREADABLE
