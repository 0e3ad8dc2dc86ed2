"""Files by the hash of their content: written whole or not at all, never changed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        if not self._touched(place):
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

    def let_go(self, digest: str) -> None:
        """Keep a file for another day that nothing will tell of: a backup may run."""
        self._touched(self._place(digest))

    def untouched(self, *, since: float) -> Iterator[str]:
        """Yield what was stored before that, whether or not anything tells of it."""
        for place in self.root.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError):  # gone while we looked
                if not place.suffix and place.stat().st_mtime < since:
                    yield place.name

    def forget(self, digest: str, *, before: float) -> bool:
        """Remove a file that is still untouched since `before`. Return whether it was.

        Whoever stores the same again meanwhile finds it, or writes it anew.
        """
        place = self._place(digest)
        with _locked(place.parent):
            is_old = place.exists() and place.stat().st_mtime < before
            if is_old:
                place.unlink()
        return is_old

    def _touched(self, place: Path) -> bool:
        """Whether a file is there; then nobody sweeps it away for a day."""
        if not place.exists():
            return False
        with _locked(place.parent), suppress(FileNotFoundError):
            os.utime(place)
            return True
        return False

    def _place(self, digest: str) -> Path:
        return self.root / digest[:2] / digest


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let nobody else sweep this folder, or rely on what lies there."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write_through(path: Path, content: bytes) -> None:
    half = len(content) // 2
    with path.open("wb") as file:
        file.write(content[:half])
        failpoint("render.mid_write")
        file.write(content[half:])
        file.flush()
        os.fsync(file.fileno())
