"""Timestamps by RFC 3161: a service outside says by when a seal was there."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from asn1crypto import cms, x509
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from service.core.errors import Refused, TryLater
from service.core.sentence import Sentence
from service.seal.waiting import wait_for

SECONDS = 10
DIGEST = "sha256"
TOKEN_BYTES = 12_000  # with a chain of its own
TRIAL = b"Handslag"
UNKNOWN = Sentence("the timestamp service is not vouched for by any of SEAL_TRUSTED")


class Stamper(RequestsHTTPTimeStamper):
    """Asks the service at a web address, for at most SECONDS."""

    async def async_timestamp(
        self, message_digest: bytes, md_algorithm: str
    ) -> cms.ContentInfo:
        """Return a token. Raises TryLater: what cannot be read is no answer."""
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (TimestampRequestError, ValueError, TypeError, KeyError) as problem:
            raise TryLater("timestamp_service", cause="connection") from problem


def stamper(url: str) -> Stamper:
    return Stamper(url, timeout=SECONDS)


def ask(url: str, roots: Iterable[bytes], *, now: datetime) -> None:
    """Ask the service at `url` for the time. `roots` vouch for it (DER).

    Raises TryLater when it does not answer, Refused when it is not believed.
    """
    token = wait_for(stamper(url).async_timestamp(_digest(DIGEST), DIGEST))
    if not _is_believed(token["content"], roots, now=now):
        raise Refused(UNKNOWN)


def _is_believed(
    token: cms.SignedData, roots: Iterable[bytes], *, now: datetime
) -> bool:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in roots],
        moment=now,
        allow_fetching=False,
    )
    found = wait_for(validate_tst_signed_data(token, context, _digest))
    return all(found.get(name) for name in ("intact", "valid", "validation_path"))


def _digest(algorithm: str) -> bytes:
    return hashlib.new(algorithm, TRIAL).digest()
