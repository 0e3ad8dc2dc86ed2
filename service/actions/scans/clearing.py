"""Piles that nobody finishes: thrown away by hand, told of in time, erased at last."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.noticing import NoticeKind, enqueue_notice
from service.actions.scans.filing import forget
from service.actions.scans.following import own_pile
from service.core.actor import SYSTEM, Actor, require
from service.core.errors import Refused
from service.core.permits import Act
from service.core.records import Recipient
from service.core.scans import Discard
from service.core.sentence import Sentence
from service.store import scans
from service.store.tables.access import NoticeRow
from service.store.tables.register import AccountRow
from service.store.tables.scans import ScanPileRow
from service.store.work import Work
from service.tools import Tools

TOLD_BEFORE = timedelta(days=7)


def throw_away(tools: Tools, actor: Actor, pile_id: UUID, *, now: datetime) -> None:
    """Let go what waits of a pile, for good: the paper is still there to be scanned.

    What is filed stays filed. Raises NotFound, Refused when nothing waits.
    """
    require(actor, Act.WRITE_RECORD)
    with tools.begin(actor) as work:
        own_pile(work.session, actor, pile_id)
        row = scans.lock(work, pile_id)
        if row.done_at and not scans.waiting(work.session, pile_id):
            raise Refused(Sentence("Nothing of this pile waits any more."))
        gone = _end(work, row, actor, why=Discard.PILE, now=now)
    forget(tools, actor, pile_id, gone)


def drop_old_piles(tools: Tools, *, now: datetime) -> int:
    """Erase what nobody has placed in time, and keys that a crash has left behind.

    Return how many piles.
    """
    days = timedelta(days=tools.settings.scans_days)
    with tools.look(SYSTEM) as session:
        old = [row.id for row in scans.unfinished(session, before=now - days)]
    ended = sum(_drop(tools, pile_id, before=now - days, now=now) for pile_id in old)
    with tools.look(SYSTEM) as session:
        over = scans.finished(session, after=now - 2 * days)
    left = [pile_id for pile_id in over if tools.vault.shelf.holds(pile_id)]
    for pile_id in left:
        tools.vault.destroy(pile_id)
    return ended + len(left)


def tell_of_old_piles(tools: Tools, *, now: datetime) -> int:
    """Mail those whose piles will be erased within a week, each pile once.

    Return how many mails.
    """
    days = timedelta(days=tools.settings.scans_days)
    with tools.look(SYSTEM) as session:
        old = scans.unfinished(session, before=now - days + TOLD_BEFORE)
        ours = [row for row in old if not _is_told(session, row.id)]
    return sum(_tell(tools, row, now=now) for row in ours)


def _drop(tools: Tools, pile_id: UUID, *, before: datetime, now: datetime) -> bool:
    """Erase a pile, unless somebody was quicker. Return whether it went."""
    gone: list[str] = []
    with tools.look(SYSTEM) as session:
        actor = Actor(scans.pile(session, pile_id).organisation_id, None, "")
    with tools.begin(actor) as work:
        rows = scans.unfinished(work.session, before=before, only=pile_id)
        for row in rows:
            gone = _end(work, row, actor, why=Discard.LATE, now=now)
    if rows:
        forget(tools, actor, pile_id, gone)
    return bool(rows)


def _end(
    work: Work, row: ScanPileRow, actor: Actor, *, why: Discard, now: datetime
) -> list[str]:
    values = {"pages": len(scans.waiting(work.session, row.id))}
    gone = scans.end(work, row, why=why, now=now)
    what = {Discard.PILE: "scans thrown away", Discard.LATE: "scans erased"}[why]
    work.note(what, actor, about=str(row.id), values=values, now=now)
    return gone


def _is_told(session: Session, pile_id: UUID) -> bool:
    told = select(NoticeRow.id).where(
        NoticeRow.subject_id == pile_id, NoticeRow.kind == NoticeKind.SCANS
    )
    return session.scalar(told) is not None


def _tell(tools: Tools, row: ScanPileRow, *, now: datetime) -> bool:
    """Mail whoever handed a pile in. Return whether there was anybody, not told yet."""
    actor = Actor(row.organisation_id, row.asked_by, "")
    with tools.begin(actor) as work:
        scans.lock(work, row.id)  # two workers must not both find it untold
        asker = work.session.get(AccountRow, row.asked_by) if row.asked_by else None
        if asker is None or _is_told(work.session, row.id):
            return False
        enqueue_notice(
            work,
            NoticeKind.SCANS,
            organisation_id=row.organisation_id,
            subject_id=row.id,
            to=Recipient(asker.name, asker.email, asker.language, asker.person_id),
            now=now,
        )
    return True
