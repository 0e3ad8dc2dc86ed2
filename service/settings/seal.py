"""The certificate that finished files are sealed with, and what else is believed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from service.settings.environment import Environment, SettingsError
from service.settings.long_term import LONG_TERM, refuse_short_lived
from service.settings.seal_level import Level

CERTIFICATE, KEY, TRUSTED = "SEAL_CERTIFICATE", "SEAL_KEY", "SEAL_TRUSTED"
PASSWORD, TSA = "SEAL_KEY_PASSWORD", "SEAL_TSA_URL"
# The certificate that the embedded mode made for itself: production refuses it.
DEMO_NAME = "Handslag demo"
SOON = timedelta(days=30)
Private = EllipticCurvePrivateKey | RSAPrivateKey


@dataclass(frozen=True, kw_only=True)
class SealSettings:
    """`chain` is DER, our own certificate first; `key` belongs to it (PKCS 8, DER).

    `trusted` are earlier certificates of ours, and those of authorities (DER). The
    timestamp service is not asked when `tsa_url` is empty; when `is_long_term`, what
    tells of revocation is asked as well.
    """

    chain: tuple[bytes, ...]
    key: bytes = field(repr=False)
    trusted: tuple[bytes, ...] = ()
    tsa_url: str = ""
    is_long_term: bool = False

    @classmethod
    def read(cls, read: Environment) -> "SealSettings":
        """Raises SettingsError for what is missing, unreadable, or does not fit."""
        chain = _certificates(CERTIFICATE, read.text(CERTIFICATE))
        told = read.text(TRUSTED, default="")
        trusted = _certificates(TRUSTED, told) if told else []
        tsa_url = _web_address(read.text(TSA, default=""))
        is_long_term = read.yes_or_no(LONG_TERM, default=False)
        if is_long_term:
            _refuse_without_a_clock(tsa_url)
            refuse_short_lived(chain, trusted)
        return cls(
            chain=_encoded(chain),
            key=_key_of(chain[0], read),
            trusted=_encoded(trusted),
            tsa_url=tsa_url,
            is_long_term=is_long_term,
        )

    @property
    def level(self) -> Level:
        """Return the most that our seals can prove."""
        if self.is_long_term:
            return Level.B_LTA
        return Level.B_T if self.tsa_url else Level.B_B

    @cached_property
    def certificate(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.chain[0])

    @property
    def name(self) -> str:
        """Return whose seal it is, as the certificate says."""
        names = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return (
            str(names[0].value) if names else self.certificate.subject.rfc4514_string()
        )

    @property
    def ends(self) -> datetime:
        return self.certificate.not_valid_after_utc

    def ends_soon(self, *, now: datetime) -> bool:
        return self.ends - now <= SOON

    def refuse_in_production(self, *, now: datetime) -> None:
        """Raises SettingsError for the demo's certificate and for one out of date."""
        if self.name == DEMO_NAME:
            raise SettingsError(CERTIFICATE, "a certificate of its own, not a demo's")
        if not self.is_valid(now=now):
            raise SettingsError(CERTIFICATE, "a certificate that is valid today")

    def is_valid(self, *, now: datetime) -> bool:
        return self.certificate.not_valid_before_utc <= now <= self.ends


def _encoded(certificates: list[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(one.public_bytes(Encoding.DER) for one in certificates)


def _certificates(variable: str, pem: str) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem.encode())
    except ValueError as problem:
        raise SettingsError(variable, "certificates in PEM, ours first") from problem


def _key_of(certificate: x509.Certificate, read: Environment) -> bytes:
    """Return the key as DER. Raises SettingsError unless it is the certificate's."""
    key = _key(read.text(KEY), password=read.text(PASSWORD, default=""))
    if _public(key) != _public(certificate):
        raise SettingsError(KEY, f"the key that belongs to {CERTIFICATE}")
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _key(pem: str, *, password: str) -> Private:
    try:
        key = load_pem_private_key(pem.encode(), password.encode() or None)
    except (ValueError, TypeError) as problem:
        raise SettingsError(
            KEY, f"a private key in PEM, and its {PASSWORD} when it has one"
        ) from problem
    if isinstance(key, Private):
        return key
    raise SettingsError(KEY, "an EC key, best on P-256, or an RSA key")


def _public(holder: Private | x509.Certificate) -> bytes:
    key = holder.public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _refuse_without_a_clock(tsa_url: str) -> None:
    if not tsa_url:
        raise SettingsError(LONG_TERM, f"a timestamp service in {TSA} as well")


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if not url or (parts.scheme in ("http", "https") and parts.hostname):
        return url
    raise SettingsError(TSA, "a web address of a timestamp service (RFC 3161)")
