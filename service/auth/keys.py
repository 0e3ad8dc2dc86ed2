"""The provider's public keys: fetched from the one configured place, by their id."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey, import_key

from service.auth.http import get_object
from service.auth.patience import is_over
from service.core.errors import SignInDown, SignInFailed
from service.settings.openid import OpenIdSettings

LONGEST_KEPT = timedelta(hours=1)  # so that a key which is withdrawn stops being one
SHORTEST_WAIT = timedelta(minutes=1)  # a flood of unknown ids must not become theirs
MOST_KEYS = 50
SHORTEST_RSA = 2048
KINDS = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC"}


class KeyRing:
    """The keys one process knows; safe to ask from many threads."""

    def __init__(self, settings: OpenIdSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._keys: tuple[Key, ...] = ()
        self._fetched_at: datetime | None = None
        self._asked_again_at: datetime | None = None

    def find(self, address: str, *, kid: str, alg: str, now: datetime) -> Key:
        """Return the key that may have signed by `alg`.

        Without an id only a provider with a single such key is understood. Raises
        SignInFailed when there is none, SignInDown when the keys cannot be had.
        """
        with self._lock:
            if is_over(LONGEST_KEPT, since=self._fetched_at, now=now):
                self._fetch(address, now)
            found = self._matching(kid, alg)
            if not found and is_over(
                SHORTEST_WAIT, since=self._asked_again_at, now=now
            ):
                self._asked_again_at = now
                self._fetch(address, now)
                found = self._matching(kid, alg)
        if len(found) != 1:
            raise SignInFailed("unknown_key")
        return found[0]

    def fetch(self, address: str, *, now: datetime) -> int:
        """Fetch the keys anew. Return how many can be used."""
        with self._lock:
            self._fetch(address, now)
            return len(self._keys)

    def _fetch(self, address: str, now: datetime) -> None:
        told = get_object(address, self._settings).get("keys")
        if not isinstance(told, list):
            raise SignInDown("no_keys")
        usable = (_usable(one) for one in told[:MOST_KEYS])
        self._keys = tuple(key for key in usable if key)
        self._fetched_at = now

    def _matching(self, kid: str, alg: str) -> list[Key]:
        return [
            key
            for key in self._keys
            if key.key_type == KINDS[alg]
            and key.get("alg") in (None, alg)
            and kid in ("", key.get("kid"))
        ]


def _usable(told: Any) -> Key | None:
    """Return a public signing key, or None for what is no such thing to us."""
    if not isinstance(told, dict) or told.get("kty") not in KINDS.values():
        return None
    if told.get("use") not in (None, "sig"):
        return None
    try:
        key = import_key(told)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if _is_strong(key) else None


def _is_strong(key: Key) -> bool:
    if isinstance(key, RSAKey):
        return key.raw_value.key_size >= SHORTEST_RSA
    return isinstance(key, ECKey) and key.curve_name == "P-256"
