"""What lets a seal be checked for decades (PAdES B-LTA), added by one update.

The certificates and what their authorities say today go into the file, and a timestamp
of it all on top: who reads it later asks nobody. Done again before that timestamp's
certificate ends, it lasts on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from itertools import pairwise

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from service.core.errors import GiveUp, TryLater
from service.seal import revocation, stamping
from service.seal.element import add_field_beyond
from service.seal.update import Update, update_of
from service.seal.waiting import wait_for
from service.settings.seal import SealSettings

FIELD = "Archive"
CLOCKS_APART = timedelta(minutes=5)
# So long before its newest timestamp's certificate ends, a file is renewed.
AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Told:
    """Whose signatures are to be proven, and the certificates that came with them."""

    signers: tuple[asn1_x509.Certificate, ...]
    others: tuple[asn1_x509.Certificate, ...]


def preserve(settings: SealSettings, pdf: bytes, *, now: datetime) -> bytes:
    """Return a sealed file with all that proves it today, under a new timestamp.

    Raises TryLater when a service does not answer, or not as it should; GiveUp when a
    certificate was revoked, or has ended before anything proved the file for longer.
    """
    update = update_of(pdf)
    try:
        _add_proofs(settings, update, now=now)
    except RevokedError as problem:
        raise GiveUp("seal_revoked") from problem
    except ExpiredError as problem:
        raise GiveUp("seal_expired") from problem
    except (PathError, ValidationError, ValueError, TypeError) as problem:
        raise TryLater("revocation_service", cause="connection") from problem
    return _stamped(settings, update)


def renew_at(pdf: bytes) -> datetime:
    """Return by when a preserved file has to be preserved again."""
    newest = PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures[-1]
    ends: datetime = newest.signer_cert.not_valid_after
    return ends - AHEAD


def proven_until(pdf: bytes) -> datetime:
    """Return when the first certificate ends that a sealed file rests on alone."""
    told = _told(_unproven(PdfFileReader(BytesIO(pdf))))
    ends: datetime = min(one.not_valid_after for one in told.signers)
    return ends


def _add_proofs(settings: SealSettings, update: Update, *, now: datetime) -> None:
    """Gather what the authorities say, believe it only when it checks, and keep it."""
    told = _told(_unproven(update.prev))
    context = partial(
        ValidationContext,
        trust_roots=_parsed(settings.trusted),
        other_certs=[*_parsed(settings.chain), *told.others],
        moment=now,
        time_tolerance=CLOCKS_APART,
        allow_fetching=False,
    )
    proofs = revocation.gather(_issued(_paths(told, context())))
    checked = context(ocsps=proofs.ocsps, crls=proofs.crls, revocation_mode="require")
    paths = _paths(told, checked)
    DocumentSecurityStore.supply_dss_in_writer(
        update, None, validation_context=checked, paths=paths
    )


def _parsed(certificates: Iterable[bytes]) -> list[asn1_x509.Certificate]:
    return [asn1_x509.Certificate.load(one) for one in certificates]


def _unproven(reader: PdfFileReader) -> Iterator[cms.SignedData]:
    """Yield what nothing in the file proves yet: the newest timestamp of the whole
    file, or before there is one, the seal and its own timestamp."""
    stamps = reader.embedded_timestamp_signatures
    last: EmbeddedPdfSignature
    for last in stamps[-1:] or reader.embedded_regular_signatures:
        yield last.signed_data
        yield from extract_tst_data_iter(last.signer_info, signed=False)


def _told(signed: Iterable[cms.SignedData]) -> _Told:
    found = [extract_certificate_info(one) for one in signed]
    return _Told(
        tuple(one.signer_cert for one in found),
        tuple(other for one in found for other in one.other_certs),
    )


def _paths(told: _Told, context: ValidationContext) -> list[ValidationPath]:
    return [wait_for(_path(one, context)) for one in told.signers]


async def _path(
    signer: asn1_x509.Certificate, context: ValidationContext
) -> ValidationPath:
    checked = CertificateValidator(signer, validation_context=context)
    found: ValidationPath = await checked.async_validate_usage(key_usage=set())
    return found


def _issued(paths: Iterable[ValidationPath]) -> list[revocation.Issued]:
    """Return each certificate below a root once, with its issuer."""
    found = {}
    for path in paths:
        certificates = map(_read, path.iter_certs(include_root=True))
        for issuer, one in pairwise(certificates):
            found[one] = revocation.Issued(one, issuer)
    return list(found.values())


def _read(certificate: asn1_x509.Certificate) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())


def _stamped(settings: SealSettings, update: Update) -> bytes:
    stamper = PdfTimeStamper(
        stamping.stamper(settings.tsa_url), field_name=_field(update)
    )
    output = BytesIO()
    stamped = stamper.async_timestamp_pdf(
        update,
        stamping.DIGEST,
        bytes_reserved=2 * stamping.TOKEN_BYTES,
        output=output,
    )
    wait_for(stamped)
    return output.getvalue()


def _field(update: Update) -> str:
    """Return an empty field's name: the one made ready by the seal, or a new one."""
    reader = update.prev
    if any(enumerate_sig_fields(reader, filled_status=False, with_name=FIELD)):
        return FIELD
    name = f"{FIELD} {len(reader.embedded_signatures)}"
    label = reader.embedded_regular_signatures[0].sig_field["/TU"]
    add_field_beyond(update, name, label=label)
    return name
