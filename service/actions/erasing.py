"""The job that erases what a run holds, one record at a time, to the end.

A record goes in three steps, so that a crash between any two leaves the truth:

1. One transaction: hold, plan and mails are looked at once more; the record is marked,
   so that no door shows it; what was written is blanked; its chain says "erasing".
2. Its data keys are destroyed, and its drafts' and those of packages it lies in: from
   then on nobody can read it, in no backup either. Then the files are removed.
3. One transaction: nothing tells where its files were any more; its chain says
   "erased".

So whatever a chain calls erased cannot be read, and nothing is destroyed that no chain
tells of. A run that was cut short goes on where it was: each step may be done twice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select

from service.actions.certifying import certify
from service.core.actor import SYSTEM, Actor
from service.core.day import home_day
from service.core.erasures import Kept
from service.core.errors import Erased, NotFound
from service.core.failpoints import failpoint
from service.core.jobs import Job
from service.core.retention import Term, term
from service.store import consents, erasing, erasures, jobs, retention
from service.store.tables.records import RecordRow
from service.store.work import Work
from service.tools import Tools

AT_ONCE = 100  # records of one lease: a run of thousands must not outlive its worker


@dataclass(frozen=True, slots=True)
class Run:
    """A run in a worker's hands, done in the name of whoever asked for it."""

    id: UUID
    asker: Actor


def erase(tools: Tools, job: Job) -> None:
    """Erase what is left of a run, then certify what went."""
    run = _open(tools, job.subject_id)
    left = _left(tools, run)
    for record_id in left[:AT_ONCE]:
        erase_record(tools, run, record_id, now=datetime.now(UTC))
    if len(left) > AT_ONCE:
        with tools.begin(run.asker) as work:
            jobs.let_go(work, job, code="")
    else:
        certify(tools, run.asker, job, now=datetime.now(UTC))


def erase_record(tools: Tools, run: Run, record_id: UUID, *, now: datetime) -> None:
    """Erase one record of a run, unless something keeps it: the item then says what."""
    if not _begin(tools, run, record_id, now=now):
        return
    _destroy(tools, run, record_id)
    with tools.begin(run.asker) as work:
        item = erasures.item_row(work, run.id, record_id)
        if item.done_at is None:
            erasing.clear(work, record_id)
            item.done_at = now
            _note(work, run, "erased", record_id, now=now)
        failpoint("erase.before_done")
    failpoint("erase.after_done")


def _open(tools: Tools, erasure_id: UUID) -> Run:
    with tools.look(SYSTEM) as session:
        try:
            row = erasures.run_row(session, erasure_id)
        except NotFound as problem:
            raise Erased(problem.said) from None
        return Run(row.id, Actor(row.organisation_id, row.asked_by, ""))


def _left(tools: Tools, run: Run) -> list[UUID]:
    with tools.look(run.asker) as session:
        return erasures.left(session, erasures.run_row(session, run.id))


def _begin(tools: Tools, run: Run, record_id: UUID, *, now: datetime) -> bool:
    """Return whether the record goes: from now on, or since a try that was cut short.

    The run's row is locked first: a stop and a beginning do not miss each other.
    """
    with tools.begin(run.asker) as work:
        stopped = erasures.run_row(work.session, run.id, lock=True).stopped_at
        item = erasures.item_row(work, run.id, record_id)
        if item.begun_at is not None or stopped is not None or item.kept:
            return item.begun_at is not None
        record = _lock(work, record_id)
        found = _term(work, record)
        if (why := _why_kept(work, record, found, now=now)) is not None:
            item.kept = why
            _note(work, run, "kept", record_id, now=now)
            return False
        erasures.follow_term(item, found)
        erasing.scrub(work, record, now=now)
        item.begun_at = now
        _note(work, run, "erasing", record_id, now=now)
        failpoint("erase.before_commit")
    failpoint("erase.after_commit")
    return True


def _lock(work: Work, record_id: UUID) -> RecordRow:
    """Return the record, locked: who holds it, corrects it or packs it waits or won."""
    consents.lock_before_record(work, record_id)
    return work.session.scalars(
        select(RecordRow).where(RecordRow.id == record_id).with_for_update()
    ).one()


def _term(work: Work, record: RecordRow) -> Term:
    rules = retention.rules(work.session)
    return term(retention.facts_of(work.session, record), rules)


def _why_kept(
    work: Work, record: RecordRow, found: Term, *, now: datetime
) -> Kept | None:
    """Return the first reason to let a record stay, or None."""
    reasons = {
        Kept.GONE: record.erased_at is not None,
        Kept.HELD: found.facts.is_held,
        Kept.NOT_DUE: not found.is_due(home_day(now)),
        Kept.UNDER_WAY: erasing.is_under_way(work.session, record.id),
    }
    return next((why for why, is_so in reasons.items() if is_so), None)


def _destroy(tools: Tools, run: Run, record_id: UUID) -> None:
    with tools.look(run.asker) as session:
        drafts = erasing.drafts_of(session, record_id)
        packages = erasing.packages_with(session, record_id)
        files = erasing.files_of(session, record_id)
        boxes = tuple(package.box_id for package in packages if package.box_id)
        files += tuple(package.stored for package in packages if package.stored)
    for subject in (record_id, *drafts, *boxes):
        tools.vault.destroy(subject)
    failpoint("erase.after_keys")
    for name in files:
        tools.files.remove(name)
    failpoint("erase.after_files")


def _note(work: Work, run: Run, what: str, record_id: UUID, *, now: datetime) -> None:
    work.note(what, run.asker, record_id=record_id, about=str(run.id), now=now)
