"""Whether certificates were revoked: what their authorities say, fetched with care.

Only the addresses are asked that stand in a certificate which a trusted root vouches
for; no redirect leads elsewhere, and no answer is longer than MOST_BYTES.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic

import requests
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from service.core.errors import TryLater
from service.settings.long_term import crl_urls, ocsp_urls

SECONDS = 10
MOST_BYTES = 5_000_000
OCSP_REQUEST = {"Content-Type": "application/ocsp-request"}


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and whose it is to revoke it."""

    certificate: x509.Certificate
    issuer: x509.Certificate


@dataclass(frozen=True, slots=True)
class Proofs:
    """Answers of authorities (DER), not yet checked."""

    ocsps: tuple[bytes, ...]
    crls: tuple[bytes, ...]


def gather(issued: Iterable[Issued]) -> Proofs:
    """Ask about each certificate: OCSP where it names one that answers, else its CRL.

    Raises TryLater when nobody answers for one of them.
    """
    ocsps: list[bytes] = []
    crls: list[bytes] = []
    for one in issued:
        if answer := _first(ocsp_urls(one.certificate), partial(_asked, one)):
            ocsps.append(answer)
        elif found := _first(crl_urls(one.certificate), _listed):
            crls.append(found)
        else:
            raise TryLater("revocation_service", cause="connection")
    return Proofs(tuple(ocsps), tuple(crls))


def _first(urls: Iterable[str], ask: Callable[[str], bytes]) -> bytes:
    """Return the first answer that can be read, b"" when there is none."""
    for url in urls:
        with suppress(requests.RequestException, ValueError):
            return ask(url)
    return b""


def _asked(one: Issued, url: str) -> bytes:
    """Return an answer by OCSP. Raises ValueError when it is none."""
    builder = ocsp.OCSPRequestBuilder()
    # SHA-1 only names the certificate here, and all responders know it (RFC 5019).
    builder = builder.add_certificate(one.certificate, one.issuer, SHA1())
    asked = builder.build().public_bytes(Encoding.DER)
    answer = _fetched("POST", url, data=asked, headers=OCSP_REQUEST)
    read = ocsp.load_der_ocsp_response(answer)
    if read.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise ValueError(read.response_status)
    return answer


def _listed(url: str) -> bytes:
    """Return a list of the revoked. Raises ValueError when it is none."""
    answer = _fetched("GET", url)
    x509.load_der_x509_crl(answer)
    return answer


def _fetched(method: str, url: str, **more: object) -> bytes:
    until, answer = monotonic() + SECONDS, b""
    asked = {"timeout": SECONDS, "allow_redirects": False, "stream": True, **more}
    with requests.request(method, url, **asked) as reply:  # type: ignore[arg-type]
        if reply.status_code != requests.codes.ok:
            raise ValueError(reply.status_code)
        for part in reply.iter_content(65_536):
            answer += part
            if len(answer) > MOST_BYTES or monotonic() > until:
                raise ValueError("too long")
    return answer
