"""The certificate of what went: ids, days and the plan, drawn like any document.

It is sealed under a data key of its own, and told to whoever asked for the erasure.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.anchoring import latest_anchor
from service.actions.composing import letterhead_of
from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.actor import SYSTEM, Actor
from service.core.audit import Anchor
from service.core.day import home_day
from service.core.erasures import WHY_KEPT, Erasure, ErasureItem
from service.core.errors import NotFound
from service.core.failpoints import failpoint
from service.core.jobs import Job
from service.core.records import Recipient
from service.core.retention import said_erased
from service.document.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Letterhead,
    List,
    Paragraph,
    Table,
)
from service.document.words import Words
from service.kinds import find_kind
from service.store import erasures, jobs
from service.store.tables.register import AccountRow
from service.tools import Tools

PLACE = "certificate"
WIDTHS = (50, 32, 50, 24, 24)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a certificate is made of. `anchor` is the last sealed day of the audit
    trail and its hash, if there is one."""

    erasure: Erasure
    asker: Recipient | None
    letterhead: Letterhead
    anchor: Anchor | None
    words: Words

    @property
    def made_at(self) -> datetime:
        """Return when the last record went: the certificate's own clock."""
        return max(item.done_at for item in self.erasure.gone if item.done_at)


def certify(tools: Tools, asker: Actor, job: Job, *, now: datetime) -> None:
    """Draw, seal and store the certificate, tell who asked, and end run and job.

    Doing it twice gives the same file: its clock is that of the last record's end. A
    run from which nothing went has no certificate.
    """
    basis = _basis(tools, job.subject_id)
    stored = _stored(tools, asker, basis) if basis.erasure.gone else ""
    failpoint("erase.before_certificate")
    with tools.begin(asker) as work:
        jobs.finish(work, job)
        row = erasures.run_row(work.session, job.subject_id, lock=True)
        row.certificate, row.done_at = stored, now
        work.note("erasure done", asker, about=str(row.id), now=now)
        if stored and basis.asker:
            enqueue_notice(
                work,
                NoticeKind.ERASURE,
                organisation_id=asker.organisation_id,
                subject_id=row.id,
                to=basis.asker,
                now=now,
            )
    failpoint("erase.after_certificate")


def compose(basis: Basis) -> Document:
    """Return the certificate as a document."""
    words, erasure = basis.words, basis.erasure
    return Document(
        title=words("Certificate of erasure"),
        language=words.language,
        letterhead=basis.letterhead,
        header=(
            Fact(words("Date"), home_day(basis.made_at).isoformat()),
            Fact(words("Number"), str(erasure.id)),
        ),
        blocks=(
            Paragraph(
                words(
                    "The records below have been erased by the plan of the "
                    "organisation. Their data keys were destroyed, so that no copy "
                    "of them can be read any more, in backups either."
                )
            ),
            _facts(basis),
            Heading(words("What went")),
            _table(erasure.gone, words),
            *_stayed(erasure.stayed, words),
        ),
    )


def _basis(tools: Tools, erasure_id: UUID) -> Basis:
    anchor = _anchor(tools)
    with tools.look(SYSTEM) as session:
        row = erasures.run_row(session, erasure_id)
        asker = _asker(session, row.asked_by)
        words = tools.speak(asker.language if asker else "sv")
        return Basis(
            erasure=erasures.as_view(session, row),
            asker=asker,
            letterhead=letterhead_of(session, row.organisation_id, words),
            anchor=anchor,
            words=words,
        )


def _asker(session: Session, account_id: UUID | None) -> Recipient | None:
    row = session.get(AccountRow, account_id) if account_id else None
    if row is None:
        return None
    return Recipient(row.name, row.email, row.language, row.person_id)


def _stored(tools: Tools, asker: Actor, basis: Basis) -> str:
    """Return under which name the sealed certificate lies."""
    drawn = tools.renderers["pdf"](compose(basis), now=basis.made_at)
    box = tools.vault.new_box(basis.erasure.id, asker.organisation_id)
    return tools.files.put(box.seal(drawn, what=PLACE))


def _facts(basis: Basis) -> Facts:
    words, erasure = basis.words, basis.erasure
    day, digest = _told(basis.anchor)
    rows = (
        (words("Number of records"), str(len(erasure.gone))),
        (words("Asked for by"), erasure.asked_by),
        (words("Asked for"), words.moment(erasure.asked_at)),
        (words("Carried out"), words.moment(basis.made_at)),
        (words("Last sealed day of the audit trail"), day),
        (words("Its hash (SHA-256)"), digest),
    )
    return Facts(tuple(Fact(label, value) for label, value in rows if value))


def _anchor(tools: Tools) -> Anchor | None:
    try:
        return latest_anchor(tools)
    except NotFound:
        return None


def _told(anchor: Anchor | None) -> tuple[str, str]:
    return (anchor.day.isoformat(), anchor.hash) if anchor else ("", "")


def _table(gone: tuple[ErasureItem, ...], words: Words) -> Table:
    columns = (
        words("Record"),
        words("Kind"),
        words("Plan and rule"),
        words("Counted from"),
        words("Erased"),
    )
    return Table(columns, tuple(_row(item, words) for item in gone), widths=WIDTHS)


def _row(item: ErasureItem, words: Words) -> tuple[str, ...]:
    kind = words(find_kind(item.kind).label)
    rule = words.say(said_erased(item.years, item.event))
    return (
        str(item.record_id),
        kind,
        f"{rule} ({item.plan})",
        item.event_on.isoformat(),
        home_day(item.done_at).isoformat() if item.done_at else "",
    )


def _stayed(stayed: tuple[ErasureItem, ...], words: Words) -> tuple[Block, ...]:
    if not stayed:
        return ()
    said = (
        Item(f"{item.record_id}: {words.say(WHY_KEPT[item.kept])}")
        for item in stayed
        if item.kept
    )
    return (Heading(words("What stayed")), List(tuple(said)))
