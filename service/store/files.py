"""Files by the hash of their content: written whole or not at all, never changed."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from service.core.errors import NotFound, Tampered
from service.core.failpoints import failpoint
from service.core.sentence import Sentence
from service.store.disk import sync_folder


@dataclass(frozen=True, slots=True)
class Files:
    root: Path

    def put(self, content: bytes) -> str:
        """Store `content` and return its SHA-256 in hex; it survives a power cut."""
        digest = sha256(content).hexdigest()
        place = self._place(digest)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_name(f"{digest}.{uuid4().hex}.tmp")
            _write_through(draft, content)
            failpoint("render.before_rename")
            draft.rename(place)
            sync_folder(place.parent)
            failpoint("render.after_rename")
        return digest

    def get(self, digest: str) -> bytes:
        """Return the content. Raises NotFound; Tampered when it is not what it was."""
        try:
            content = self._place(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound(Sentence("The file is missing.")) from None
        if sha256(content).hexdigest() != digest:
            raise Tampered(Sentence("The file has been changed on disk."))
        return content

    def remove(self, digest: str) -> None:
        """Remove a file for good; one that is gone already is no mistake."""
        place = self._place(digest)
        place.unlink(missing_ok=True)
        if place.parent.exists():
            sync_folder(place.parent)

    def sweep(self, *, before: float) -> int:
        """Remove half-written files last touched before `before` (seconds, 1970)."""
        left = [f for f in self.root.rglob("*.tmp") if f.stat().st_mtime < before]
        for orphan in left:
            orphan.unlink(missing_ok=True)
        return len(left)

    def _place(self, digest: str) -> Path:
        return self.root / digest[:2] / digest


def _write_through(path: Path, content: bytes) -> None:
    half = len(content) // 2
    with path.open("wb") as file:
        file.write(content[:half])
        failpoint("render.mid_write")
        file.write(content[half:])
        file.flush()
        os.fsync(file.fileno())
