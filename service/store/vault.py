"""What is sealed: a data key per subject, bound to its organisation and its place.

AES-256-GCM. The nonce is made from the content (HMAC-SHA256), so sealing twice gives
the same bytes: a job that is done again writes the same file. What that tells is that
two contents of one place are equal, to somebody who holds both.
"""

import hmac
import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_bytes
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from service.core.errors import Tampered
from service.core.sentence import Sentence
from service.store.keyring import NONCE_BYTES, Keyring
from service.store.shelf import Shelf

log = logging.getLogger(__name__)

KEY_BYTES = 32
FORMAT = b"\x01"
HEAD_BYTES = len(FORMAT) + NONCE_BYTES


@dataclass(frozen=True, slots=True)
class Box:
    """Seals and opens what belongs to one subject. Any thread may use it."""

    subject: UUID
    organisation_id: UUID
    data_key: bytes = field(repr=False)

    def seal(self, content: bytes, *, what: str) -> bytes:
        """Seal `content` for the place `what` of this subject, and no other."""
        bound = self._bound_to(what)
        nonce = self._nonce(bound, content)
        return FORMAT + nonce + self._cipher().encrypt(nonce, content, bound)

    def open(self, sealed: bytes, *, what: str) -> bytes:
        """Return the content. Raises Tampered when it is not what was sealed here."""
        head, nonce = sealed[: len(FORMAT)], sealed[len(FORMAT) : HEAD_BYTES]
        try:
            if head != FORMAT:
                raise ValueError(head)
            return self._cipher().decrypt(
                nonce, sealed[HEAD_BYTES:], self._bound_to(what)
            )
        except (InvalidTag, ValueError) as problem:
            log.error("sealed %s of %s cannot be opened", what, self.subject)
            raise Tampered(
                Sentence("What is stored has been changed or exchanged.")
            ) from problem

    def seal_json(self, value: Any, *, what: str) -> bytes:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return self.seal(text.encode(), what=what)

    def open_json(self, sealed: bytes, *, what: str) -> Any:
        """Return the value. Raises Tampered."""
        return json.loads(self.open(sealed, what=what))

    def derive(self, purpose: str) -> bytes:
        """Return a key (256 bits) of its own for one purpose."""
        return HKDFExpand(SHA256(), KEY_BYTES, purpose.encode()).derive(self.data_key)

    def _cipher(self) -> AESGCM:
        return AESGCM(self.derive("seal"))

    def _nonce(self, bound: bytes, content: bytes) -> bytes:
        mac = hmac.new(self.derive("nonce"), len(bound).to_bytes(8), "sha256")
        mac.update(bound)
        mac.update(content)
        return mac.digest()[:NONCE_BYTES]

    def _bound_to(self, what: str) -> bytes:
        return self.organisation_id.bytes + self.subject.bytes + what.encode()


@dataclass(frozen=True, slots=True)
class Vault:
    """Makes, opens and destroys data keys. Keeps none in memory: destroyed is gone."""

    shelf: Shelf
    keyring: Keyring

    @classmethod
    def at(cls, folder: Path, keyring: Keyring) -> "Vault":
        return cls(Shelf(folder), keyring)

    def new_box(self, subject: UUID, organisation_id: UUID) -> Box:
        """Return the subject's box, made if need be; its key survives a power cut.

        Raises Erased when it had one that was destroyed.
        """
        if not self.shelf.holds(subject):
            data_key = token_bytes(KEY_BYTES)
            self.shelf.add(
                self.keyring.wrap(
                    data_key, subject=subject, organisation_id=organisation_id
                )
            )
        return self.box(subject, organisation_id)

    def box(self, subject: UUID, organisation_id: UUID) -> Box:
        """Return the subject's box. Raises Erased, KeyMissing or Tampered."""
        wrapped = self.shelf.get(subject)
        if wrapped.organisation_id != organisation_id:
            raise Tampered(Sentence("A key has been damaged or exchanged on disk."))
        return Box(subject, organisation_id, self.keyring.unwrap(wrapped))

    def destroy(self, subject: UUID) -> None:
        """Destroy a data key: what it sealed is gone, in every copy of it."""
        self.shelf.remove(subject)

    def rewrap(self, subject: UUID) -> bool:
        """Wrap a data key with the wrapping key in use. Return whether it was not.

        Whoever reads meanwhile finds the old file or the new one; both open the same.
        Raises Erased, KeyMissing or Tampered.
        """
        old = self.shelf.get(subject)
        if old.key_id == self.keyring.current:
            return False
        return self.shelf.replace(old, self.keyring.rewrap(old))
