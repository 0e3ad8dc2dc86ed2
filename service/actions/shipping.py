"""The job that packs a choice of records for an archive, and who may fetch it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.access import get_account
from service.actions.archiving import whole
from service.actions.packing import Packed, pack
from service.core import archive
from service.core.actor import SYSTEM, Actor, require
from service.core.erasures import Archive
from service.core.errors import (
    Erased,
    GiveUp,
    Invalid,
    NotFound,
    Refused,
    TryLater,
)
from service.core.jobs import Job, JobKind
from service.core.permits import Act
from service.core.sentence import Sentence
from service.store import jobs
from service.store.tables.retention import ArchiveRow
from service.tools import Tools

LIVES = timedelta(hours=24)
MOST_IN_ONE = 200  # a package is held in memory while it is packed and sealed
PLACE = "package"


def request_archive(
    tools: Tools, actor: Actor, record_ids: Sequence[UUID], *, now: datetime
) -> UUID:
    """Ask for a package of these records. Raises Invalid for none, or for too many."""
    require(actor, Act.EXPORT, now=now)
    _refuse_none_or_too_many(len(record_ids))
    with tools.begin(actor) as work:
        row = ArchiveRow(
            organisation_id=actor.organisation_id,
            asked_by=actor.account_id,
            asked_at=now,
            records=[str(record_id) for record_id in record_ids],
            expires_at=now + LIVES,
        )
        work.session.add(row)
        work.session.flush()
        owner = actor.organisation_id
        work.enqueue(JobKind.ARCHIVE, row.id, organisation_id=owner)
        work.note("package asked for", actor, about=str(row.id), now=now)
        return row.id


def get_archive(
    tools: Tools, actor: Actor, archive_id: UUID, *, now: datetime
) -> Archive:
    """Return how far a package of one's own has come. Raises NotFound."""
    require(actor, Act.MANAGE_RETENTION)
    with tools.look(actor) as session:
        row = _own(session, actor, archive_id)
        return Archive(
            id=row.id,
            asked_at=row.asked_at,
            expires_at=row.expires_at,
            done=row.done,
            total=len(row.records),
            is_ready=bool(row.stored) and row.expires_at > now,
            is_over=row.done_at is not None or row.expires_at <= now,
        )


def read_archive(
    tools: Tools, actor: Actor, archive_id: UUID, *, now: datetime
) -> bytes:
    """Return a package, a zip, to whoever asked for it.

    Raises NotFound, and Refused while it is not made, or when its day is over.
    """
    require(actor, Act.EXPORT, now=now)
    with tools.look(actor) as session:
        row = _own(session, actor, archive_id)
        box_id, stored = row.box_id, row.stored
        if box_id is None or not stored or row.expires_at <= now:
            raise Refused(Sentence("The package is not here. Ask for a new one."))
    box = tools.vault.box(box_id, actor.organisation_id)
    return box.open(tools.files.get(stored), what=PLACE)


def make_archive(tools: Tools, job: Job) -> None:
    """Pack what was asked for, as far as it is there still, and seal it.

    Each try is sealed under a data key of its own. A record that is erased meanwhile
    takes the key along (`service.actions.erasing`): then all is packed once more.
    """
    now = datetime.now(UTC)
    asker, wanted = _asked(tools, job.subject_id, now=now)
    box_id = _new_box(tools, asker, job.subject_id)
    packed = list(_pack(tools, asker, job.subject_id, wanted, now=now))
    stored = _sealed(tools, asker, box_id, archive.zipped(whole(packed)))
    with tools.begin(asker) as work:
        row = _row(work.session, job.subject_id, lock=True)
        if row.box_id != box_id:
            tools.files.remove(stored)
            raise TryLater("changed", cause="connection")
        jobs.finish(work, job)
        row.stored, row.done_at = stored, now


def remove_old_archives(tools: Tools, *, now: datetime) -> int:
    """Remove packages whose day is over. Return how many."""
    with tools.look(SYSTEM) as session:
        old = session.scalars(
            select(ArchiveRow.id).where(
                ArchiveRow.box_id.is_not(None), ArchiveRow.expires_at <= now
            )
        ).all()
    for archive_id in old:
        _remove(tools, archive_id)
    return len(old)


def _refuse_none_or_too_many(count: int) -> None:
    if not count:
        raise Invalid({"kind": [Sentence("No record fits that. Choose more widely.")]})
    if count > MOST_IN_ONE:
        said = Sentence(
            "That is {count} records. A package holds at most {most}: choose a "
            "shorter time.",
            count=str(count),
            most=str(MOST_IN_ONE),
        )
        raise Invalid({"first": [said]})


def _own(session: Session, actor: Actor, archive_id: UUID) -> ArchiveRow:
    row = _row(session, archive_id)
    if row.asked_by != actor.account_id:
        raise NotFound(Sentence("There is no such package."))
    return row


def _row(session: Session, archive_id: UUID, *, lock: bool = False) -> ArchiveRow:
    wanted = select(ArchiveRow).where(ArchiveRow.id == archive_id)
    row = session.scalar(wanted.with_for_update() if lock else wanted)
    if row is None:
        raise NotFound(Sentence("There is no such package."))
    return row


def _asked(
    tools: Tools, archive_id: UUID, *, now: datetime
) -> tuple[Actor, list[UUID]]:
    """Return in whose name it is packed, with the roles they have today, and what."""
    with tools.look(SYSTEM) as session:
        row = session.get(ArchiveRow, archive_id)
        if row is None or row.asked_by is None or row.expires_at <= now:
            raise Erased(Sentence("There is no such package."))
        asked_by, wanted = row.asked_by, [UUID(each) for each in row.records]
    asker = get_account(tools, asked_by).actor
    if not asker.may(Act.EXPORT):
        raise GiveUp("forbidden")
    return asker, wanted


def _new_box(tools: Tools, asker: Actor, archive_id: UUID) -> UUID:
    """Return the box of this try; what an earlier one has sealed cannot be read now."""
    with tools.begin(asker) as work:
        row = _row(work.session, archive_id, lock=True)
        if row.box_id:
            tools.vault.destroy(row.box_id)
        row.box_id, row.done = uuid4(), 0
        return row.box_id


def _pack(
    tools: Tools,
    asker: Actor,
    archive_id: UUID,
    wanted: Sequence[UUID],
    *,
    now: datetime,
) -> Iterator[Packed]:
    """Yield what is still there, and tell how far it has come."""
    for done, record_id in enumerate(wanted, start=1):
        with suppress(NotFound):
            yield _ready(tools, asker, record_id, now=now)
        with tools.begin(asker) as work:
            _row(work.session, archive_id, lock=True).done = done


def _ready(tools: Tools, asker: Actor, record_id: UUID, *, now: datetime) -> Packed:
    try:
        return pack(tools, asker, record_id, now=now)
    except Refused:
        raise TryLater("not_made_yet", cause="connection") from None


def _sealed(tools: Tools, asker: Actor, box_id: UUID, content: bytes) -> str:
    """Return under which name the sealed package lies."""
    try:
        box = tools.vault.new_box(box_id, asker.organisation_id)
    except Erased:
        raise TryLater("changed", cause="connection") from None
    return tools.files.put(box.seal(content, what=PLACE))


def _remove(tools: Tools, archive_id: UUID) -> None:
    with tools.begin(SYSTEM) as work:
        row = _row(work.session, archive_id, lock=True)
        if row.box_id:
            tools.vault.destroy(row.box_id)
        if row.stored:
            tools.files.remove(row.stored)
        row.box_id, row.stored = None, ""
