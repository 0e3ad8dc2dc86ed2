"""Look at every part the service rests on, and say what to do about what is wrong."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from service.actions.verifying import verify_audit
from service.core.actor import SYSTEM
from service.core.errors import Refused
from service.document.blocks import Document, Letterhead, Paragraph
from service.renderers.coverage import missing_signs
from service.store import days
from service.store.clock import db_now
from service.store.tables.jobs import InstanceRow
from service.tools import Tools

EVERYDAY_SIGNS = "AÅÄÖaåäöéü§”…"
NOBODY = Letterhead("Handslag", "", "Handslag", (), "", "{page} ({pages})")
MOST_SECONDS_APART = 2.0
LEAST_FREE_SHARE, LEAST_FREE_BYTES = 0.15, 10 * 2**30


@dataclass(frozen=True, slots=True)
class Finding:
    """One part. `wrong` is empty when it works, and then there is nothing `to_do`.

    `found` says more of some parts that work.
    """

    part: str
    wrong: str = ""
    to_do: str = ""
    found: str = ""


def examine(tools: Tools, *, now: datetime) -> Iterator[Finding]:
    """Yield a finding for each part, as soon as it is known."""
    for part, check, to_do in CHECKS:
        try:
            found = check(tools, now)
        except Exception as problem:
            yield Finding(part, wrong=_in_short(problem), to_do=to_do)
        else:
            yield Finding(part, found=found or "")


def _database(tools: Tools, now: datetime) -> None:
    with tools.look(SYSTEM) as session:
        session.execute(select(1))


def _instance(tools: Tools, now: datetime) -> None:
    with tools.look(SYSTEM) as session:
        known = session.scalar(select(InstanceRow.id))
    ours = tools.settings.instance_id
    if known not in (None, ours):
        raise Refused(f"the database belongs to {known}, this is {ours}")


def _broker(tools: Tools, now: datetime) -> None:
    tools.broker.ping()


def _mail(tools: Tools, now: datetime) -> None:
    tools.channels["mail"].ping()


def _fonts(tools: Tools, now: datetime) -> None:
    if missing := missing_signs(EVERYDAY_SIGNS):
        raise Refused(f"no font draws {missing}")


def _pdf(tools: Tools, now: datetime) -> None:
    page = Document("Provsida", "sv", NOBODY, (Paragraph(EVERYDAY_SIGNS),))
    drawn = tools.renderers["pdf"](page, now=now)
    if not drawn.startswith(b"%PDF-") or len(PdfReader(BytesIO(drawn)).pages) != 1:
        raise Refused("a page was drawn, but it is no PDF")


def _disk(tools: Tools, now: datetime) -> None:
    tools.files.root.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(tools.files.root)
    if disk.free < LEAST_FREE_BYTES and disk.free < LEAST_FREE_SHARE * disk.total:
        raise Refused(f"only {disk.free // 2**20} MB are free")


def _clock(tools: Tools, now: datetime) -> None:
    with tools.look(SYSTEM) as session:
        apart = abs(session.execute(select(db_now())).scalar_one() - time.time())
    if apart > MOST_SECONDS_APART:
        raise Refused(f"our clock and the database's are {apart:.0f} s apart")


def _audit(tools: Tools, now: datetime) -> str:
    """Verify the whole trail: some 15,000 events a second."""
    report = verify_audit(tools)
    if report.findings:
        first, *more = report.findings
        raise Refused(f"{first}" + (f" (and {len(more)} more)" if more else ""))
    with tools.look(SYSTEM) as session:
        waiting = len(days.due(session, now=now))
    if waiting > 1:
        raise Refused(f"{waiting} finished days are not sealed")
    return f"verified to day {report.until}" if report.until else "verified"


def _in_short(problem: BaseException) -> str:
    """Say what went wrong; of foreign errors the types only, the cause last."""
    if isinstance(problem, Refused):
        return str(problem.said)
    cause = f" ({type(problem.__cause__).__name__})" if problem.__cause__ else ""
    return f"{type(problem).__name__}{cause}"


Check = Callable[[Tools, datetime], str | None]
CHECKS: tuple[tuple[str, Check, str], ...] = (
    (
        "database",
        _database,
        "Is it started? Look at DATABASE_URL, its name and its password.",
    ),
    (
        "instance",
        _instance,
        "Is this a copy? Look at INSTANCE_ID before any queue is released.",
    ),
    (
        "broker",
        _broker,
        "Start Redis, or mend REDIS_URL. Nothing is lost meanwhile, only slower.",
    ),
    (
        "mail",
        _mail,
        "Look at SMTP_HOST, SMTP_PORT, SMTP_SECURITY, the login and the certificate.",
    ),
    ("fonts", _fonts, "Run `npm ci` where package.json lies, or set HANDSLAG_FONTS."),
    ("pdf", _pdf, "Look at the fonts first, then at the packages: `pip check`."),
    ("disk", _disk, "Make room where FILES_URL points."),
    ("clock", _clock, "Turn on time synchronisation (NTP) on both machines."),
    (
        "audit",
        _audit,
        "Changed? Keep the database as it is and read docs/audit.md. Not sealed? Start"
        " a worker.",
    ),
)
