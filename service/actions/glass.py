"""Break-glass: a confidential record opened in need, with a reason, for an hour.

It lets somebody read who else may not, and tells the record's owner at once.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actions.noticing import NoticeKind, enqueue_notice
from service.actions.openings import reason_place
from service.actions.owners import owner_of
from service.core.actor import Actor, require
from service.core.errors import Confidential, Forbidden, Invalid, NotFound
from service.core.permits import Act
from service.core.sentence import Sentence
from service.core.text import clean_text
from service.store import listing
from service.store.tables.access import BrokenGlassRow
from service.store.tables.records import RecordRow
from service.store.work import Work
from service.tools import Tools

OPEN_FOR = timedelta(minutes=60)
SHORTEST_REASON, LONGEST_REASON = 10, 500


def break_glass(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    *,
    reason: str,
    understood: bool,
    now: datetime,
) -> None:
    """Open a confidential record to the actor for an hour, and tell its owner.

    Raises Invalid at `reason` or `understood`, NotFound, Forbidden. For a record they
    may read already nothing is opened, and nobody is told.
    """
    require(actor, Act.BREAK_GLASS, now=now)
    account_id = _person(actor)
    why = _read(reason, understood=understood)
    with tools.begin(actor) as work:
        if not _is_closed(work.session, actor, record_id, now=now):
            return
        record = work.session.get_one(RecordRow, record_id)
        glass = _opened(tools, account_id, record, why, now=now)
        work.session.add(glass)
        work.session.flush()
        work.note(
            "glass broken",
            actor,
            record_id=record_id,
            about=str(glass.id),
            values={"reason": why},
            now=now,
        )
        _tell_owner(work, record, glass, now=now)


def close_glass(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> None:
    """Close what the actor opened, before its time; harmless when nothing is open.

    Raises NotFound for a record that is not there.
    """
    require(actor, Act.BREAK_GLASS, now=now)
    with tools.begin(actor) as work:
        record = work.session.get(RecordRow, record_id)
        if record is None or record.erased_at:
            raise NotFound(Sentence("There is no such record."))
        closed = work.session.scalars(
            update(BrokenGlassRow)
            .where(BrokenGlassRow.record_id == record_id)
            .where(BrokenGlassRow.account_id == actor.account_id)
            .where(BrokenGlassRow.until > now)
            .values(until=now)
            .returning(BrokenGlassRow.id)
        ).all()
        for glass_id in closed:
            work.note(
                "glass closed", actor, record_id=record_id, about=str(glass_id), now=now
            )


def refuse_the_closed(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> None:
    """Raise Confidential when the glass stands before the actor, or NotFound."""
    require(actor, Act.BREAK_GLASS, now=now)
    with tools.look(actor) as session:
        listing.record(session, actor, record_id, Act.READ_RECORD, now=now)


def _person(actor: Actor) -> UUID:
    """Return whose name will stand on the record. Raises Forbidden: nobody's."""
    if actor.account_id is None:
        raise Forbidden(Sentence("Only somebody who is signed in may do that."))
    return actor.account_id


def _read(reason: str, *, understood: bool) -> str:
    """Return the reason as it is kept. Raises Invalid, for all that is amiss."""
    why, problem = _cleaned(reason)
    problems: dict[str | int, list[Sentence]] = {"reason": [problem]} if problem else {}
    if not understood:
        problems["understood"] = [Sentence("Tick that you understand this.")]
    if problems:
        raise Invalid(problems)
    return why


def _cleaned(reason: str) -> tuple[str, Sentence]:
    """Return the reason without what nobody can see, and what is wrong with it."""
    try:
        why = clean_text(reason)
    except ValueError as problem:
        return "", problem.args[0]
    if len(why) < SHORTEST_REASON:
        return why, Sentence("Write why, in your own words and a little more.")
    if len(why) > LONGEST_REASON:
        most = str(LONGEST_REASON)
        return why, Sentence("Write at most {most} characters.", most=most)
    return why, Sentence("")


def _is_closed(
    session: Session, actor: Actor, record_id: UUID, *, now: datetime
) -> bool:
    """Whether the glass stands before the actor. Raises NotFound.

    The record is locked first: of two clicks at once, the second finds it open.
    """
    locked = select(RecordRow.id).where(RecordRow.id == record_id).with_for_update()
    session.execute(locked)
    try:
        listing.record(session, actor, record_id, Act.READ_RECORD, now=now)
    except Confidential:
        return True
    return False


def _opened(
    tools: Tools, account_id: UUID, record: RecordRow, why: str, *, now: datetime
) -> BrokenGlassRow:
    glass_id, box = uuid4(), tools.vault.box(record.id, record.organisation_id)
    return BrokenGlassRow(
        id=glass_id,
        organisation_id=record.organisation_id,
        record_id=record.id,
        account_id=account_id,
        sealed_reason=box.seal(why.encode(), what=reason_place(glass_id)),
        opened_at=now,
        until=now + OPEN_FOR,
    )


def _tell_owner(
    work: Work, record: RecordRow, glass: BrokenGlassRow, *, now: datetime
) -> None:
    enqueue_notice(
        work,
        NoticeKind.GLASS,
        organisation_id=record.organisation_id,
        subject_id=glass.id,
        to=owner_of(work.session, record),
        now=now,
    )
