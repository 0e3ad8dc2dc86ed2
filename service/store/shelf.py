"""Data keys, one small file each, in a folder that is mirrored and never archived.

Whoever writes holds the lock of a key's drawer, so that a rotation never brings back
a key that was destroyed meanwhile. Reading needs no lock: a file is whole or not there.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from service.core.errors import Erased, KeyMissing
from service.core.failpoints import failpoint
from service.core.sentence import Sentence
from service.store.disk import make_folder, sync_folder
from service.store.keyring import Wrapped

KEY, GONE, HALF = ".key", ".gone", ".half"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A destroyed key leaves an empty `.gone` file: lost is not the same as erased."""

    root: Path

    def holds(self, subject: UUID) -> bool:
        return self._place(subject).exists()

    def get(self, subject: UUID) -> Wrapped:
        """Raises Erased when the key was destroyed, KeyMissing when it is just gone."""
        place = self._place(subject)
        try:
            return Wrapped.parse(subject, _read(place))
        except FileNotFoundError:
            if place.with_suffix(GONE).exists():
                raise Erased(Sentence("It has been erased.")) from None
            raise KeyMissing(
                Sentence("The data key of {id} is missing.", id=str(subject))
            ) from None

    def add(self, wrapped: Wrapped) -> None:
        """Keep a new key; the first one stays. Raises Erased for a destroyed one."""
        with self._locked(wrapped.subject) as place:
            if place.with_suffix(GONE).exists():
                raise Erased(Sentence("It has been erased."))
            if not place.exists():
                _write(place, wrapped)

    def replace(self, old: Wrapped, new: Wrapped) -> bool:
        """Put `new` where `old` lies. Return whether it still lay there."""
        with self._locked(old.subject) as place:
            is_there = place.exists() and _read(place) == old.text
            if is_there:
                _write(place, new)
            return is_there

    def remove(self, subject: UUID) -> None:
        """Destroy a key, half-written copies too. Doing it twice does no harm."""
        with self._locked(subject) as place:
            place.with_suffix(GONE).touch(mode=0o600)
            sync_folder(place.parent)
            for suffix in (KEY, HALF):
                place.with_suffix(suffix).unlink(missing_ok=True)
            sync_folder(place.parent)

    def forget(self, subject: UUID) -> None:
        """Remove every trace of a subject that is in no table any more."""
        with self._locked(subject) as place:
            for suffix in (KEY, HALF, GONE):
                place.with_suffix(suffix).unlink(missing_ok=True)
            sync_folder(place.parent)

    def subjects(self) -> Iterator[UUID]:
        """Yield whose keys lie here; destroyed ones do not."""
        return (UUID(file.stem) for file in self._files((KEY,)))

    def untouched(self, *, since: float) -> Iterator[UUID]:
        """Yield of whom all that is left here is older than that (seconds, 1970)."""
        ages: dict[UUID, float] = {}
        for file in self._files((KEY, GONE, HALF)):
            with suppress(FileNotFoundError):  # gone while we looked
                subject, age = UUID(file.stem), file.stat().st_mtime
                ages[subject] = max(age, ages.get(subject, age))
        return (subject for subject, age in ages.items() if age < since)

    def _files(self, suffixes: tuple[str, ...]) -> Iterator[Path]:
        for drawer in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            yield from (f for f in sorted(drawer.iterdir()) if f.suffix in suffixes)

    def _place(self, subject: UUID) -> Path:
        return self.root / subject.hex[:2] / f"{subject}{KEY}"

    @contextmanager
    def _locked(self, subject: UUID) -> Iterator[Path]:
        place = self._place(subject)
        make_folder(place.parent)
        with (place.parent / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield place


def _read(place: Path) -> str:
    return place.read_text("ascii", "replace")


def _write(place: Path, wrapped: Wrapped) -> None:
    half = place.with_suffix(HALF)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(wrapped.text)
        file.flush()
        os.fsync(handle)
    failpoint("key.before_rename")
    half.rename(place)
    sync_folder(place.parent)
