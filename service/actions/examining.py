"""Look at every part the service rests on, and say what to do about what is wrong."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile

from pypdf import PdfReader
from sqlalchemy import select

from service.actions.examining_eid import examine_eid
from service.actions.examining_seal import (
    examine_lasting,
    examine_seal,
    examine_stamping,
)
from service.actions.indexing import count_due
from service.actions.rotating import wrapping
from service.actions.verifying import verify_audit
from service.core.actor import SYSTEM
from service.core.errors import KeyMissing, Refused, SignInDown, Tampered
from service.document.blocks import Document, Letterhead, Paragraph
from service.renderers.coverage import missing_signs
from service.store import days, revisions
from service.store.clock import db_now
from service.store.disk import make_folder
from service.store.tables.jobs import InstanceRow
from service.store.tables.records import RecordRow, RevisionRow
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


def _sign_in(tools: Tools, now: datetime) -> str:
    if tools.provider is None:
        return "by name alone" if tools.settings.demo_sign_in else "not set up"
    try:
        keys = tools.provider.examine(now=now)
    except SignInDown as problem:
        raise Refused(f"{tools.provider.host}: {problem.code}") from problem
    return f"{tools.provider.host} answers, {keys} keys"


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


def _keys(tools: Tools, now: datetime) -> None:
    """Whether keys can be written, and the latest record's opens what it sealed."""
    make_folder(tools.vault.shelf.root)
    with TemporaryFile(dir=tools.vault.shelf.root):
        pass
    newest = select(RevisionRow).join(RecordRow).where(RecordRow.erased_at.is_(None))
    with tools.look(SYSTEM) as session:
        latest = session.scalar(newest.order_by(RevisionRow.saved_at.desc()).limit(1))
        if latest is not None:
            revisions.title_of(tools.vault, latest)


def _wrapping(tools: Tools, now: datetime) -> None:
    found = wrapping(tools)
    if found.missing:
        raise Refused(f"data keys that cannot be opened: {_listed(found.missing)}")
    if found.outdated:
        raise Refused(f"older keys wrap {found.outdated} data keys still")


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({number})" for name, number in numbers.items())


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


def _search(tools: Tools, now: datetime) -> None:
    if waiting := count_due(tools):
        raise Refused(f"{waiting} records are not found as they should be")


def _in_short(problem: BaseException) -> str:
    """Say what went wrong; of foreign errors the types only, the cause last."""
    if isinstance(problem, Refused | KeyMissing | Tampered):
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
    (
        "sign-in",
        _sign_in,
        "Look at OIDC_ISSUER: is it spelled as the provider itself spells it?",
    ),
    (
        "e-ID",
        examine_eid,
        "Look at EID_ISSUER and EID_CLAIM_NUMBER: docs/e-identification.md.",
    ),
    ("fonts", _fonts, "Run `npm ci` where package.json lies, or set HANDSLAG_FONTS."),
    ("pdf", _pdf, "Look at the fonts first, then at the packages: `pip check`."),
    ("disk", _disk, "Make room where FILES_URL points."),
    (
        "keys",
        _keys,
        "Look at KEYS_URL: is it the folder that belongs to this database, and ours?",
    ),
    (
        "wrapping",
        _wrapping,
        "Missing keys belong back into ENCRYPTION_KEYS. "
        "Then run `handslag encryption rotate`.",
    ),
    (
        "seal",
        examine_seal,
        "Look at SEAL_CERTIFICATE and SEAL_KEY: docs/operations.md says how to renew.",
    ),
    (
        "timestamp",
        examine_stamping,
        "Look at SEAL_TSA_URL, and whether SEAL_TRUSTED holds its root certificate.",
    ),
    (
        "long term",
        examine_lasting,
        "Do the addresses in the certificates answer? Then run `handslag seal renew`.",
    ),
    ("clock", _clock, "Turn on time synchronisation (NTP) on both machines."),
    ("search", _search, "Run `handslag search rebuild`."),
    (
        "audit",
        _audit,
        "Changed? Keep the database as it is and read docs/audit.md. Not sealed? Start"
        " a worker.",
    ),
)
