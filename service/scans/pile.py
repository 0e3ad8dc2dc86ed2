"""A pile of scanned pages, flattened: pictures of our own, and the codes on them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory, TemporaryFile
from time import monotonic
from typing import IO

from service.core.errors import ServiceError
from service.scans.limits import (
    FILE_SECONDS,
    HEIC,
    KINDS,
    MOST_BYTES,
    PAGE_SECONDS,
    SAID,
)

ROOT = Path(__file__).parents[2]
CHUNK = 1 << 16
READER = ("-m", "service.scans.child")


class Unreadable(ServiceError):
    """No scan that we can take; `code` is one of `service.scans.limits.SAID`."""

    def __init__(self, code: str) -> None:
        super().__init__(SAID[code])
        self.code = code


@dataclass(frozen=True, slots=True)
class Page:
    """A JPEG that we drew ourselves, and what every square code on it says."""

    picture: bytes
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for each page, and for the file."""

    page: float = PAGE_SECONDS
    file: float = FILE_SECONDS


def kind_of(content: bytes) -> str:
    """Return "pdf" or "picture", by how the file begins. Raises Unreadable."""
    if not content:
        raise Unreadable("empty")
    if len(content) > MOST_BYTES:
        raise Unreadable("too_big")
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    raise Unreadable("heic" if content[4:].startswith(HEIC) else "unknown")


def read_pile(content: bytes, *, patience: Patience | None = None) -> Pile:
    """Return the pages of a PDF, JPEG or PNG, in order. Raises Unreadable.

    Nothing of what was sent is in them: another process, with little memory and time,
    draws each page anew as a picture, and is killed when it does not keep to that.
    """
    kind = kind_of(content)
    with _child(kind, content) as child:
        return Pile(tuple(_pages(_Pipe(child.stdout), patience or Patience())))


@contextmanager
def _child(kind: str, content: bytes) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a reader in an empty folder, without our environment; end it in any case."""
    with TemporaryDirectory() as empty, TemporaryFile() as handed:
        handed.write(content)
        handed.seek(0)
        child = subprocess.Popen(
            [sys.executable, *READER, kind],
            stdin=handed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=empty,
            env={"PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        try:
            yield child
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.communicate()


def _pages(pipe: "_Pipe", patience: Patience) -> Iterator[Page]:
    last = monotonic() + patience.file
    while True:
        pipe.until = min(last, monotonic() + patience.page)
        told = json.loads(pipe.frame())
        if "end" in told:
            break
        yield Page(pipe.frame(), tuple(told["codes"]))
    if told["end"]:
        raise Unreadable(told["end"])


class _Pipe:
    """Frames with their length before them; whoever writes them may die any time."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        assert pipe is not None
        self.handle = pipe.fileno()
        self.until = 0.0

    def frame(self) -> bytes:
        return self._read(int.from_bytes(self._read(4)))

    def _read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            parts.append(self._some(min(size, CHUNK)))
            size -= len(parts[-1])
        return b"".join(parts)

    def _some(self, size: int) -> bytes:
        """Raises Unreadable when nothing comes in time, or the other end has died."""
        left = max(self.until - monotonic(), 0.0)
        if not select([self.handle], [], [], left)[0]:
            raise Unreadable("too_slow")
        some = os.read(self.handle, size)
        if not some:
            raise Unreadable("too_heavy")
        return some
