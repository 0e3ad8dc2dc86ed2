"""Look at the seal of a file that anybody may have made.

pyHanko's own verdict is not enough: it overlooks metadata that was changed and bytes
that were appended, and in a file without signatures there is nothing it could refuse.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    ModificationInfo,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    TimestampSignatureStatus,
)
from pyhanko_certvalidator import ValidationContext

from service.seal.report import Flaw, SealReport, Stamp
from service.seal.updates import ONLY_PROOFS
from service.seal.waiting import wait_for

# Either says that the certificate may sign for somebody.
MAY_SEAL = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
CLOCKS_APART = timedelta(minutes=5)
HARMLESS = (ModificationLevel.NONE.name, ModificationLevel.LTA_UPDATES.name)


@dataclass(frozen=True, slots=True)
class Believed:
    """Certificates that vouch for themselves and for others (DER).

    A seal is ours when it was made with one of them.
    """

    roots: tuple[bytes, ...]

    @property
    def fingerprints(self) -> frozenset[bytes]:
        return frozenset(sha256(one).digest() for one in self.roots)


def inspect(pdf: bytes, believed: Believed, *, now: datetime) -> SealReport:
    """Return what the file's seal proves. What cannot be read proves nothing."""
    try:
        return _inspect(pdf, believed, now=now)
    except Exception:  # pyHanko raises whatever a hostile file makes it stumble over
        return SealReport(flaw=Flaw.UNREADABLE)


def _inspect(pdf: bytes, believed: Believed, *, now: datetime) -> SealReport:
    reader = PdfFileReader(BytesIO(pdf))
    found = reader.embedded_regular_signatures
    if not found:
        return SealReport(flaw=Flaw.NO_SEAL)
    seals = [_validated(one, believed, now=now) for one in found]
    archived = [
        _timed(one, believed, now=now) for one in reader.embedded_timestamp_signatures
    ]
    every: list[PdfSignatureStatus | DocumentTimestampStatus] = [*seals, *archived]
    stamps = _stamps(seals[0], archived)
    report = SealReport(
        flaw=Flaw.NONE,
        signatures=len(found),
        archived=len(archived),
        is_ours=_fingerprint(found[0]) in believed.fingerprints,
        intact=all(status.intact for status in every),
        valid=all(status.valid for status in every),
        trusted=seals[0].trusted and _is_of_its_time(found[0], now=now),
        covers_all=_covers_all(every),
        modification=max(map(_modification, every)).name,
        stamp=_stamp(stamps, now=now),
        signer=str(found[0].signer_cert.subject.native.get("common_name", "")),
        signed_at=found[0].self_reported_timestamp,
        stamped_at=min((one.timestamp for one in stamps), default=None),
    )
    return replace(report, flaw=_flaw(report))


def _validated(
    signature: EmbeddedPdfSignature, believed: Believed, *, now: datetime
) -> PdfSignatureStatus:
    """Judge certificates by the day of the seal: an old one outlives them."""
    context = _context(believed, signature.self_reported_timestamp, now=now)
    checking = async_validate_pdf_signature(
        signature, context, diff_policy=ONLY_PROOFS, key_usage_settings=MAY_SEAL
    )
    return wait_for(checking)


def _timed(
    stamp: EmbeddedPdfSignature, believed: Believed, *, now: datetime
) -> DocumentTimestampStatus:
    """Judge a timestamp of the whole file, and its certificate by its own time."""
    content = stamp.signed_data["encap_content_info"]["content"].parsed
    context = _context(believed, content["gen_time"].native, now=now)
    checking = async_validate_pdf_timestamp(stamp, context, diff_policy=ONLY_PROOFS)
    return wait_for(checking)


def _context(
    believed: Believed, told: datetime | None, *, now: datetime
) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in believed.roots],
        moment=min(told, now) if told else now,
        allow_fetching=False,
    )


def _covers_all(found: Iterable[ModificationInfo]) -> bool:
    """Whether each has all that was there, and the last one all that there is."""
    whole = SignatureCoverageLevel.ENTIRE_FILE
    covered = [one.coverage or SignatureCoverageLevel.UNCLEAR for one in found]
    is_sound = all(one >= SignatureCoverageLevel.ENTIRE_REVISION for one in covered)
    return is_sound and whole in covered


def _modification(one: ModificationInfo) -> ModificationLevel:
    return one.modification_level or ModificationLevel.OTHER


def _stamps(
    seal: PdfSignatureStatus, archived: Iterable[TimestampSignatureStatus]
) -> list[TimestampSignatureStatus]:
    own = seal.timestamp_validity
    return [*([own] if own else []), *archived]


def _is_of_its_time(signature: EmbeddedPdfSignature, *, now: datetime) -> bool:
    """Whether the certificate was valid when the seal says that it was made.

    pyHanko asks this of all certificates but those that are believed as they are.
    """
    told, certificate = signature.self_reported_timestamp, signature.signer_cert
    if told is None or told > now + CLOCKS_APART:
        return False
    return bool(certificate.not_valid_before <= told <= certificate.not_valid_after)


def _fingerprint(signature: EmbeddedPdfSignature) -> bytes:
    return sha256(signature.signer_cert.dump()).digest()


def _stamp(stamps: Sequence[TimestampSignatureStatus], *, now: datetime) -> Stamp:
    if not stamps:
        return Stamp.NONE
    are_sound = all(one.intact and one.valid and one.trusted for one in stamps)
    have_been = all(one.timestamp <= now + CLOCKS_APART for one in stamps)
    return Stamp.VALID if are_sound and have_been else Stamp.INVALID


def _flaw(report: SealReport) -> Flaw:
    return next((flaw for flaw, is_found in FLAWS if is_found(report)), Flaw.NONE)


# A certifying seal lets nobody sign after it, so there is exactly one signature; where
# proofs were added, the timestamp above them covers all.
FLAWS: tuple[tuple[Flaw, Callable[[SealReport], bool]], ...] = (
    (Flaw.NOT_OURS, lambda seal: not seal.is_ours),
    (Flaw.CHANGED, lambda seal: not (seal.intact and seal.valid)),
    (Flaw.ADDED_TO, lambda seal: seal.signatures != 1 or not seal.covers_all),
    (Flaw.ADDED_TO, lambda seal: seal.modification not in HARMLESS),
    (Flaw.NOT_TRUSTED, lambda seal: not seal.trusted),
    (Flaw.TIME_IN_DOUBT, lambda seal: seal.stamp is Stamp.INVALID),
)
