"""The keys of the secret store that wrap the data keys."""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping
from secrets import token_bytes
from types import MappingProxyType

from service.settings.environment import SettingsError

VARIABLE = "ENCRYPTION_KEYS"
KEY_BYTES = 32
KEY_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,31}", re.ASCII)
APART = re.compile(r"[\s,]+")
# Keys that the embedded mode made for itself say so: production refuses them.
DEMO = "demo"
# 32 random bytes hold 30 different ones or so; a typed phrase, or zeros, far fewer.
LEAST_DIFFERENT_BYTES = 20
EXPECTED = (
    f"id:key pairs, where a key is the base64 of {KEY_BYTES} random bytes "
    "(openssl rand -base64 32)"
)


def read_keys(text: str) -> Mapping[str, bytes]:
    """Return the keys by id, in the order given: the first one wraps, all unwrap.

    Pairs are parted by commas or white space. Raises SettingsError.
    """
    pairs = [part.partition(":") for part in APART.split(text.strip()) if part]
    keys = {key_id: _key(key_id, encoded) for key_id, _, encoded in pairs}
    if not keys or len(keys) < len(pairs):
        raise SettingsError(VARIABLE, f"{EXPECTED}, each id once")
    return MappingProxyType(keys)


def suit_only_a_demo(keys: Mapping[str, bytes]) -> bool:
    """Whether one of them was made for a demo, or by hand."""
    return any(
        key_id.startswith(DEMO) or len(set(key)) < LEAST_DIFFERENT_BYTES
        for key_id, key in keys.items()
    )


def demo_key() -> str:
    return f"{DEMO}:{b64encode(token_bytes(KEY_BYTES)).decode()}"


def _key(key_id: str, encoded: str) -> bytes:
    try:
        key = b64decode(encoded, validate=True)
    except Error:
        key = b""
    if KEY_ID.fullmatch(key_id) and len(key) == KEY_BYTES:
        return key
    raise SettingsError(VARIABLE, EXPECTED)
