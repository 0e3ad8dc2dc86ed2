"""The signed word of the provider on who came: everything about it is checked.

OpenID Connect Core 3.1.3.7 and RFC 8725; the claims' own rules are Authlib's.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry, deserialize_compact
from joserfc.util import urlsafe_b64decode

from service.auth.http import UNREADABLE, read_object
from service.core.errors import SignInFailed

ALGORITHMS = ("RS256", "PS256", "ES256")
# Headers that only help to find the key we have. All others are refused: `jwk`, `jku`,
# `x5c` and `x5u` bring a key of their own, `crit` asks for rules we do not know.
HEADERS = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
TYPES = ("", "jwt")
COMPACT = re.compile(rb"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
LONGEST_TOKEN = 16 * 1024
LONGEST_SUBJECT = 255
LEEWAY_SECONDS = 60

FindKey = Callable[[str, str], Key]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the token must say, because we asked for it."""

    issuer: str
    client_id: str
    nonce: str
    access_token: str


@dataclass(frozen=True, slots=True)
class Word:
    """What the provider has said; `sha256` is the hash of the token that says it."""

    claims: dict[str, Any]
    sha256: str


def read_id_token(
    token: object, expected: Expected, *, find_key: FindKey, now: datetime
) -> Word:
    """Return the checked word. `find_key` gets the key's id and the algorithm.

    Raises SignInFailed with the code of the first check that says no.
    """
    if not isinstance(token, str) or not token:
        raise SignInFailed("no_id_token")
    text = token.encode(errors="replace")
    if len(text) > LONGEST_TOKEN:
        raise SignInFailed("token_too_long")
    if not COMPACT.fullmatch(text):
        raise SignInFailed("no_signed_token")
    kid, alg = _header(text)
    claims = _signed(text, find_key(kid, alg), alg)
    _check(claims, expected, alg=alg, now=now)
    return Word(claims, sha256(text).hexdigest())


def _header(text: bytes) -> tuple[str, str]:
    """Return the key's id, which may be left out, and the algorithm."""
    header = _object(lambda: urlsafe_b64decode(text.partition(b".")[0]))
    alg, kid, kind = header.get("alg"), header.get("kid", ""), header.get("typ", "")
    if alg not in ALGORITHMS:
        raise SignInFailed("algorithm")
    if not isinstance(kid, str) or header.keys() - HEADERS:
        raise SignInFailed("header")
    if not isinstance(kind, str) or kind.lower() not in TYPES:
        raise SignInFailed("type")  # an access token, or a logout token
    return kid, str(alg)


def _signed(text: bytes, key: Key, alg: str) -> dict[str, Any]:
    """Return the claims once the signature holds; never before."""
    try:
        signed = deserialize_compact(text, key, registry=JWSRegistry(algorithms=[alg]))
    except (JoseError, ValueError) as problem:
        raise SignInFailed("signature") from problem
    return _object(lambda: signed.payload)


def _check(
    claims: dict[str, Any], expected: Expected, *, alg: str, now: datetime
) -> None:
    rules: dict[str, Any] = {
        "iss": {"essential": True, "value": expected.issuer},
        "aud": {"essential": True, "value": expected.client_id},
        "sub": {"essential": True},
    }
    known = {
        "client_id": expected.client_id,
        "nonce": expected.nonce,
        "access_token": expected.access_token,
    }
    word = CodeIDToken(claims, {"alg": alg}, rules, known)
    try:
        word.validate(now=int(now.timestamp()), leeway=LEEWAY_SECONDS)
    except ClaimError as problem:
        raise SignInFailed(f"claim_{problem.claim}") from problem
    except (TypeError, ValueError) as problem:
        raise SignInFailed("claims") from problem
    subject = claims["sub"]
    if len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise SignInFailed("claim_sub")


def _object(text: Callable[[], bytes]) -> dict[str, Any]:
    try:
        return read_object(text())
    except UNREADABLE as problem:
        raise SignInFailed("not_json") from problem
