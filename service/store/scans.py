"""Piles of scans as rows, and where in a pile's box its parts lie."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from service.core.errors import NotFound, Refused
from service.core.paper_codes import code_of_form
from service.core.sentence import Sentence
from service.store.tables.consents import ParticipantRow
from service.store.tables.scans import ScanPageRow, ScanPileRow
from service.store.work import Work

NAMES = "names"
IS_SETTLED = and_(
    ScanPileRow.done_at.is_not(None),
    ~exists().where(
        ScanPageRow.pile_id == ScanPileRow.id, ScanPageRow.settled_at.is_(None)
    ),
)


def source_place(source: int) -> str:
    return f"scan source:{source}"


def page_place(number: int) -> str:
    return f"scan page:{number}"


def pile(session: Session, pile_id: UUID) -> ScanPileRow:
    return _found(session.get(ScanPileRow, pile_id))


def lock(work: Work, pile_id: UUID) -> ScanPileRow:
    """Return a pile, locked: who sorts it and who places its pages take turns."""
    wanted = select(ScanPileRow).where(ScanPileRow.id == pile_id).with_for_update()
    return _found(work.session.scalar(wanted.execution_options(populate_existing=True)))


def piles_of(session: Session, account_id: UUID, *, most: int) -> Sequence[ScanPileRow]:
    """Return what somebody has handed in, the latest first."""
    wanted = select(ScanPileRow).where(ScanPileRow.asked_by == account_id)
    latest = wanted.order_by(ScanPileRow.asked_at.desc(), ScanPileRow.id).limit(most)
    return session.scalars(latest).all()


def unfinished(
    session: Session, *, before: datetime, only: UUID | None = None
) -> Sequence[ScanPileRow]:
    """Return piles handed in before then of which a page, or all of it, still waits.

    One that is asked for by its id is locked.
    """
    wanted = select(ScanPileRow).where(ScanPileRow.asked_at < before, ~IS_SETTLED)
    if only is not None:
        wanted = wanted.where(ScanPileRow.id == only).with_for_update()
    return session.scalars(wanted.order_by(ScanPileRow.asked_at)).all()


def finished(session: Session, *, after: datetime) -> Sequence[UUID]:
    """Return the piles handed in since then of which nothing waits."""
    wanted = select(ScanPileRow.id).where(ScanPileRow.asked_at > after, IS_SETTLED)
    return session.scalars(wanted).all()


def is_settled(session: Session, pile_id: UUID) -> bool:
    wanted = select(ScanPileRow.id).where(ScanPileRow.id == pile_id, IS_SETTLED)
    return session.scalar(wanted) is not None


def end(work: Work, row: ScanPileRow, *, why: str, now: datetime) -> list[str]:
    """Let a pile be over: nothing of it waits any more. Return what lies on disk."""
    rows = waiting(work.session, row.id)
    gone = [*(one.stored for one in rows), *filter(None, row.sources)]
    settle(rows, discarded=why, now=now)
    row.sources = [""] * len(row.sources)
    row.faults = [*row.faults, *[""] * (len(row.sources) - len(row.faults))]
    row.read, row.done_at = len(row.sources), now
    return gone


def pages(session: Session, pile_id: UUID) -> Sequence[ScanPageRow]:
    wanted = select(ScanPageRow).where(ScanPageRow.pile_id == pile_id)
    return session.scalars(wanted.order_by(ScanPageRow.number)).all()


def waiting(session: Session, pile_id: UUID) -> list[ScanPageRow]:
    return [
        page
        for page in pages(session, pile_id)
        if page.record_id is None and not page.discarded
    ]


def still_waiting(
    session: Session, pile_id: UUID, numbers: Sequence[int]
) -> list[ScanPageRow]:
    """Return pages that nobody has settled yet, in order. Raises Refused."""
    rows = [row for row in waiting(session, pile_id) if row.number in numbers]
    if len(rows) != len(set(numbers)):
        raise Refused(Sentence("That page is settled already."))
    return rows


def add_pages(
    work: Work, row: ScanPileRow, found: Sequence[tuple[str, str, int]], *, first: int
) -> None:
    """Add pages of the file that is read now: what is stored, its code, which page."""
    for number, (stored, code, code_page) in enumerate(found, start=first):
        work.session.add(
            ScanPageRow(
                organisation_id=row.organisation_id,
                pile_id=row.id,
                number=number,
                source=row.read,
                stored=stored,
                code=code,
                code_page=code_page,
            )
        )
    work.session.flush()


def count_pages(session: Session, pile_id: UUID) -> int:
    wanted = select(func.count()).select_from(ScanPageRow)
    return session.scalar(wanted.where(ScanPageRow.pile_id == pile_id)) or 0


def of_code(session: Session, code: str) -> ParticipantRow | None:
    """Return whose form, or sheet, a code is on, within the session's organisation."""
    wanted = select(ParticipantRow)
    return session.scalar(wanted.where(ParticipantRow.paper_code == code_of_form(code)))


def filed_pages(session: Session, codes: Collection[str]) -> set[tuple[str, int]]:
    """Return which pages of the forms with these codes are filed, from any pile."""
    wanted = select(ScanPageRow.code, ScanPageRow.code_page).where(
        ScanPageRow.code.in_(codes), ScanPageRow.record_id.is_not(None)
    )
    return {(code, page) for code, page in session.execute(wanted)}


def settle(
    rows: Sequence[ScanPageRow],
    *,
    participant: ParticipantRow | None = None,
    discarded: str = "",
    now: datetime,
) -> None:
    """Say where pages have gone: to somebody's consent, or nowhere."""
    for row in rows:
        row.settled_at, row.discarded = now, discarded
        if participant is not None:
            row.record_id, row.participant_id = participant.record_id, participant.id


def _found(row: ScanPileRow | None) -> ScanPileRow:
    if row is None:
        raise NotFound(Sentence("There is no such pile."))
    return row
