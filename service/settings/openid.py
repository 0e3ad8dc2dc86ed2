"""An OpenID provider as we are its client: the same for staff and for guardians."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
)
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from service.settings.environment import Environment, SettingsError

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHORTEST_RSA = 2048
KEY_EXPECTED = "a private key in PEM without a password: RSA from 2048 bits, or P-256"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdSettings:
    """We prove who we are by `client_secret` or, when there is one, by `client_key`.

    Of `required_acr` one must be told. `may_be_plain` lets a provider on this very
    machine go without TLS.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    client_key: str = field(repr=False)
    scopes: str
    required_acr: tuple[str, ...]
    seconds: int
    may_be_plain: bool

    @property
    def key_algorithm(self) -> str:
        """Return what `client_key` signs by."""
        return "RS256" if isinstance(_key(self.client_key), RSAPrivateKey) else "ES256"


def connection(
    read: Environment, prefix: str, *, scopes: str, may_be_plain: bool
) -> dict[str, Any]:
    """Return what leads to the provider; nothing is needed when none is named.

    Raises SettingsError.
    """
    issuer = read.text(f"{prefix}_ISSUER", default="")
    if issuer and not is_safe(issuer, may_be_plain=may_be_plain):
        raise SettingsError(f"{prefix}_ISSUER", "an https address")
    key = _read_key(read, f"{prefix}_CLIENT_KEY")
    return {
        "issuer": issuer,
        "client_id": read.text(f"{prefix}_CLIENT_ID", default=None if issuer else ""),
        "client_secret": read.text(
            f"{prefix}_CLIENT_SECRET", default="" if key or not issuer else None
        ),
        "client_key": key,
        "scopes": read.text(f"{prefix}_SCOPES", default=scopes),
        "seconds": read.number(
            f"{prefix}_TIMEOUT_SECONDS", default=5, least=1, most=30
        ),
        "may_be_plain": may_be_plain,
    }


def is_safe(address: str, *, may_be_plain: bool) -> bool:
    """Whether an address goes over TLS, or stays on this machine where it may."""
    parts = urlsplit(address)
    if parts.scheme == "http":
        return may_be_plain and parts.hostname in LOOPBACK
    return parts.scheme == "https" and bool(parts.hostname)


def _read_key(read: Environment, name: str) -> str:
    pem = read.text(name, default="")
    if not pem:
        return ""
    try:
        fits = _is_strong(_key(pem))
    except (ValueError, TypeError) as problem:
        raise SettingsError(name, KEY_EXPECTED) from problem
    if not fits:
        raise SettingsError(name, KEY_EXPECTED)
    return pem


def _key(pem: str) -> Any:
    return load_pem_private_key(pem.encode(), None)


def _is_strong(key: Any) -> bool:
    if isinstance(key, RSAPrivateKey):
        return key.key_size >= SHORTEST_RSA
    return isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1)
