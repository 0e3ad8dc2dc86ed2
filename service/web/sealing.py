"""What somebody looks for, sealed into an address: logs and screens learn nothing.

AES-256-GCM under a key of its own, bound to a page and to the account; good for a day.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.core.errors import ServiceError
from service.web.context import actor, now, tools

GOOD_FOR = timedelta(days=1)
PURPOSE = b"handslag: searches in addresses"
KEY_BYTES, NONCE_BYTES = 32, 12


class SealBroken(ServiceError):
    """Not sealed by us for this page and this account, or more than a day ago."""


def seal(said: Mapping[str, str], *, page: str) -> str:
    """Return what was said as letters, digits, - and _, for this account's own use."""
    until = int((now() + GOOD_FOR).timestamp())
    text = json.dumps([until, dict(said)]).encode()
    nonce = token_bytes(NONCE_BYTES)
    sealed = nonce + _cipher().encrypt(nonce, text, _bound_to(page))
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(token: str, *, page: str) -> dict[str, str]:
    """Return what was sealed. Raises SealBroken."""
    try:
        sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        until, said = json.loads(_cipher().decrypt(nonce, rest, _bound_to(page)))
    except (InvalidTag, ValueError):
        raise SealBroken from None
    if until < now().timestamp():
        raise SealBroken
    return dict(said)


def _cipher() -> AESGCM:
    secret = tools().settings.secret_key.encode()
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=PURPOSE).derive(secret))


def _bound_to(page: str) -> bytes:
    return f"{page}|{actor().account_id}".encode()
