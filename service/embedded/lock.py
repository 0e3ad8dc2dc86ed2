"""One folder, one running Handslag."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.core.errors import Refused
from service.core.sentence import Sentence


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Hold `var` for ourselves; the kernel lets go of it however we end.

    Raises `Refused` when another process holds it.
    """
    var.mkdir(parents=True, exist_ok=True)
    with (var / "handslag.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Refused(
                Sentence(
                    "Handslag already runs in {folder}. Stop it first, or choose "
                    "another folder with VAR_DIR.",
                    folder=str(var),
                )
            ) from problem
        yield
