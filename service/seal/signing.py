"""Seal a PDF by an incremental update that keeps both of its standards."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO

from asn1crypto import keys, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from service.core.errors import GiveUp
from service.seal import lasting, stamping
from service.seal.element import add_field
from service.seal.update import Update, update_of
from service.seal.waiting import wait_for
from service.settings.seal import SealSettings
from service.settings.seal_level import Level

FIELD = "Seal"
# Bytes beside the certificates and the token: attributes and signature.
CMS_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class Seal:
    """What the process keeps: parsed certificates, the key, the way to the service."""

    signer: SimpleSigner
    stamper: TimeStamper | None
    chain_bytes: int


@cache
def open_seal(settings: SealSettings) -> Seal:
    chain = [x509.Certificate.load(one) for one in settings.chain]
    store = SimpleCertificateStore()
    store.register_multiple(chain)
    key = keys.PrivateKeyInfo.load(settings.key)
    signer = SimpleSigner(chain[0], key, store, embed_roots=True)
    stamper = stamping.stamper(settings.tsa_url) if settings.tsa_url else None
    return Seal(signer, stamper, sum(map(len, settings.chain)))


def seal(
    settings: SealSettings,
    pdf: bytes,
    *,
    reason: str,
    label: str,
    level: Level,
    now: datetime,
) -> bytes:
    """Return the file with our seal on it.

    Raises GiveUp for what is no PDF or a certificate that was revoked, TryLater when
    the timestamp service or an authority does not answer.
    """
    tools = open_seal(settings)
    stamper = tools.stamper if level >= Level.B_T else None
    meta = _meta(settings.name, reason=reason)
    signer = PdfSigner(meta, tools.signer, timestamper=stamper)
    token = stamping.TOKEN_BYTES if stamper else 0
    reserved = tools.chain_bytes + CMS_BYTES + token
    try:
        update = update_of(pdf)
        add_field(update, FIELD, label=label)
        if level is Level.B_LTA:
            add_field(update, lasting.FIELD, label=label)
        sealed = wait_for(_sign(signer, update, reserved=2 * reserved, now=now))
    except (PdfError, KeyError, SigningError) as problem:
        raise GiveUp("seal_unfit_pdf") from problem
    if level is Level.B_LTA:
        return lasting.preserve(settings, sealed, now=now)
    return sealed


def _meta(name: str, *, reason: str) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=stamping.DIGEST,
        reason=reason,
        name=name,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )


async def _sign(
    signer: PdfSigner, update: Update, *, reserved: int, now: datetime
) -> bytes:
    """pyHanko's own `sign_pdf`, but with our clock. `reserved` counts hex digits."""
    session = signer.init_signing_session(update, existing_fields_only=True)
    session.system_time = now.replace(microsecond=0)
    file = session.prepare_tbs_document(None, bytes_reserved=reserved)
    output = BytesIO()
    digest, _ = file.digest_tbs_document(output=output)
    attributes = PdfCMSSignedAttributes(signing_time=session.system_time)
    await file.perform_signature(digest.document_digest, attributes)
    return output.getvalue()
