"""The keys that wrap data keys: the first one wraps, each of them unwraps."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_bytes
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.core.errors import KeyMissing, Tampered
from service.core.sentence import Sentence

NONCE_BYTES = 12
FORMAT = "handslag-key-1"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key as it lies on disk: whose it is, and which key opens it."""

    subject: UUID
    organisation_id: UUID
    key_id: str
    sealed: bytes = field(repr=False)

    @property
    def text(self) -> str:
        sealed = b64encode(self.sealed).decode()
        return f"{FORMAT} {self.organisation_id} {self.key_id} {sealed}\n"

    @classmethod
    def parse(cls, subject: UUID, text: str) -> "Wrapped":
        """Raises Tampered when it is not what `text` returned."""
        try:
            known, organisation_id, key_id, sealed = text.split()
            if known != FORMAT:
                raise ValueError(known)
            return cls(
                subject, UUID(organisation_id), key_id, b64decode(sealed, validate=True)
            )
        except ValueError as problem:
            raise _damaged() from problem


@dataclass(frozen=True, slots=True)
class Keyring:
    """Wrapping keys (256 bits) by their ids, the one in use first."""

    keys: Mapping[str, bytes] = field(repr=False)

    @property
    def current(self) -> str:
        return next(iter(self.keys))

    def wrap(self, data_key: bytes, *, subject: UUID, organisation_id: UUID) -> Wrapped:
        """Wrap a data key so that it opens for this subject only."""
        key_id, nonce = self.current, token_bytes(NONCE_BYTES)
        sealed = AESGCM(self.keys[key_id]).encrypt(
            nonce, data_key, _bound_to(subject, organisation_id, key_id)
        )
        return Wrapped(subject, organisation_id, key_id, nonce + sealed)

    def unwrap(self, wrapped: Wrapped) -> bytes:
        """Return the data key. Raises KeyMissing or Tampered."""
        if wrapped.key_id not in self.keys:
            raise KeyMissing(
                Sentence("The encryption key {id} is missing.", id=wrapped.key_id)
            )
        nonce, sealed = wrapped.sealed[:NONCE_BYTES], wrapped.sealed[NONCE_BYTES:]
        about = _bound_to(wrapped.subject, wrapped.organisation_id, wrapped.key_id)
        try:
            return AESGCM(self.keys[wrapped.key_id]).decrypt(nonce, sealed, about)
        except (InvalidTag, ValueError) as problem:
            raise _damaged() from problem

    def rewrap(self, wrapped: Wrapped) -> Wrapped:
        """Return the same data key, wrapped by the key in use."""
        return self.wrap(
            self.unwrap(wrapped),
            subject=wrapped.subject,
            organisation_id=wrapped.organisation_id,
        )


def _bound_to(subject: UUID, organisation_id: UUID, key_id: str) -> bytes:
    return b"data key" + organisation_id.bytes + subject.bytes + key_id.encode()


def _damaged() -> Tampered:
    return Tampered(Sentence("A key has been damaged or exchanged on disk."))
