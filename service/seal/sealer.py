"""The sealer: seals what we have made, and looks at what somebody shows us."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from service.core.copies import LARGEST
from service.core.errors import Unavailable
from service.core.sentence import Sentence
from service.seal.report import Flaw, SealReport, read_report
from service.settings.seal import SealSettings
from service.settings.seal_level import Level

CHILD_SECONDS = 30
PATIENCE_SECONDS = 10
ROOT = str(Path(__file__).parents[2])
BUSY = Sentence("Many files are being checked right now. Try again in a moment.")
one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Sealer:
    settings: SealSettings

    def seal(
        self,
        pdf: bytes,
        *,
        reason: str,
        label: str,
        now: datetime,
        most: Level = Level.B_LTA,
    ) -> bytes:
        """Return a PDF of ours with its seal; PDF/A-2a and PDF/UA-1 stay what they are.

        `reason` stands in the signature, `label` is read aloud. It proves as much as
        the settings let it, at `most` that level. Raises TryLater when a service that
        is needed for it does not answer, GiveUp for what is no PDF.
        """
        from service.seal import signing  # noqa: PLC0415 - imports pyHanko, 0.7 s

        level = min(most, self.settings.level)
        return signing.seal(
            self.settings, pdf, reason=reason, label=label, level=level, now=now
        )

    def preserve(self, pdf: bytes, *, now: datetime) -> bytes:
        """Return a sealed file with what it takes to check it for decades to come.

        Of a file that was preserved before, a newer timestamp on top. Raises TryLater
        when a service does not answer, GiveUp when a certificate was revoked or ended.
        """
        from service.seal import lasting  # noqa: PLC0415 - imports pyHanko, 0.7 s

        return lasting.preserve(self.settings, pdf, now=now)

    def renew_at(self, pdf: bytes) -> datetime:
        """Return by when a preserved file has to be preserved again."""
        from service.seal import lasting  # noqa: PLC0415 - imports pyHanko, 0.7 s

        return lasting.renew_at(pdf)

    def proven_until(self, pdf: bytes) -> datetime:
        """Return until when a sealed file can be preserved at all."""
        from service.seal import lasting  # noqa: PLC0415 - imports pyHanko, 0.7 s

        return lasting.proven_until(pdf)

    def inspect(self, pdf: bytes, *, now: datetime) -> SealReport:
        """Return what a file's seal proves, whoever made it (about a second).

        It is read in a process of its own, which may be stopped. Raises Unavailable
        when too many ask at once.
        """
        if len(pdf) > LARGEST:
            return SealReport(flaw=Flaw.UNREADABLE)
        if not one_at_a_time.acquire(timeout=PATIENCE_SECONDS):
            raise Unavailable(BUSY)
        try:
            return self._looked_at(pdf, now=now)
        finally:
            one_at_a_time.release()

    def ask_the_time(self, *, now: datetime) -> None:
        """Raise TryLater or Refused unless the timestamp service can be relied on."""
        from service.seal import stamping  # noqa: PLC0415 - imports pyHanko, 0.7 s

        stamping.ask(self.settings.tsa_url, self._roots, now=now)

    @property
    def _roots(self) -> tuple[bytes, ...]:
        return (self.settings.chain[0], *self.settings.trusted)

    def _looked_at(self, pdf: bytes, *, now: datetime) -> SealReport:
        roots = [one.hex() for one in self._roots]
        told = json.dumps({"roots": roots, "now": now.isoformat()})
        try:
            done = subprocess.run(
                [sys.executable, "-m", "service.seal.child"],
                input=told.encode() + b"\n" + pdf,
                capture_output=True,
                cwd="/",
                env={"PYTHONPATH": ROOT},
                timeout=CHILD_SECONDS,
                check=True,
            )
            return read_report(done.stdout.decode())
        except (subprocess.SubprocessError, ValueError, TypeError, KeyError):
            return SealReport(flaw=Flaw.UNREADABLE)
