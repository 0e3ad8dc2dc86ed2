"""Follow a pile: which files could be read, and where each page has gone."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.scans.doubting import doubts_of
from service.core.actor import Actor, require
from service.core.day import home_day
from service.core.errors import Erased, NotFound
from service.core.permits import Act
from service.core.scans import (
    DOUBTS,
    Discard,
    Doubt,
    Pile,
    ScannedPage,
    Unread,
    sheet_of,
)
from service.core.sentence import Sentence
from service.scans.limits import SAID
from service.store import revisions, scans
from service.store.listing import is_latest
from service.store.tables.records import RecordRow, RevisionRow
from service.store.tables.scans import ScanPageRow, ScanPileRow
from service.store.vault import Vault
from service.store.visibility import may_see
from service.tools import Tools

MOST_LISTED = 50


def list_piles(tools: Tools, actor: Actor, *, now: datetime) -> tuple[Pile, ...]:
    """Return one's own piles, the latest first."""
    require(actor, Act.WRITE_RECORD)
    if actor.account_id is None:
        return ()
    with tools.look(actor) as session:
        rows = scans.piles_of(session, actor.account_id, most=MOST_LISTED)
        return tuple(_view(session, tools, actor, row, now=now) for row in rows)


def unsettled_piles(tools: Tools, actor: Actor, *, now: datetime) -> tuple[Pile, ...]:
    """Return one's own piles that need a hand, the oldest first.

    Whoever may hand none in gets none. A pile that is still being read waits for us.
    """
    if not actor.may(Act.WRITE_RECORD):
        return ()
    piles = list_piles(tools, actor, now=now)
    return tuple(reversed([one for one in piles if one.waiting]))


def get_pile(tools: Tools, actor: Actor, pile_id: UUID, *, now: datetime) -> Pile:
    """Return a pile of one's own. Raises NotFound."""
    require(actor, Act.WRITE_RECORD)
    with tools.look(actor) as session:
        row = own_pile(session, actor, pile_id)
        return _view(session, tools, actor, row, now=now)


def read_page(tools: Tools, actor: Actor, pile_id: UUID, number: int) -> bytes:
    """Return the picture (JPEG) of a page that waits. Raises NotFound."""
    require(actor, Act.WRITE_RECORD)
    with tools.look(actor) as session:
        own_pile(session, actor, pile_id)
        [row] = scans.still_waiting(session, pile_id, [number])
        stored = row.stored
    box = tools.vault.box(pile_id, actor.organisation_id)
    return box.open(tools.files.get(stored), what=scans.page_place(number))


def own_pile(session: Session, actor: Actor, pile_id: UUID) -> ScanPileRow:
    """Return a pile that the actor has handed in. Raises NotFound."""
    row = scans.pile(session, pile_id)
    if row.asked_by != actor.account_id:
        raise NotFound(Sentence("There is no such pile."))
    return row


def _view(
    session: Session, tools: Tools, actor: Actor, row: ScanPileRow, *, now: datetime
) -> Pile:
    pages = scans.pages(session, row.id)
    doubts = doubts_of(session, row.id)
    filed = {page.record_id for page in pages if page.record_id}
    titles = _titles(session, tools.vault, actor, filed, now=now)
    return Pile(
        id=row.id,
        asked_at=row.asked_at,
        read=row.read,
        files=len(row.sources),
        is_over=row.done_at is not None,
        pages=tuple(
            _page(page, titles, doubts.get(page.number, Doubt.OTHER)) for page in pages
        ),
        unread=_unread(tools.vault, row),
        kept_until=home_day(row.asked_at + timedelta(days=tools.settings.scans_days)),
    )


def _page(row: ScanPageRow, titles: dict[UUID, str], doubt: Doubt) -> ScannedPage:
    shown = row.record_id if row.record_id in titles else None
    return ScannedPage(
        number=row.number,
        is_filed=row.record_id is not None,
        discarded=Discard(row.discarded) if row.discarded else None,
        record_id=shown,
        title=titles[shown] if shown else "",
        why=DOUBTS[doubt],
        sheet=sheet_of(row.code),
    )


def _titles(
    session: Session,
    vault: Vault,
    actor: Actor,
    record_ids: set[UUID],
    *,
    now: datetime,
) -> dict[UUID, str]:
    """Return the titles of those of the records that the actor may read."""
    wanted = (
        select(RevisionRow)
        .join(RecordRow, is_latest())
        .where(RecordRow.id.in_(record_ids))
        .where(may_see(actor, Act.READ_RECORD, now=now))
    )
    return {
        row.record_id: revisions.title_of(vault, row) for row in session.scalars(wanted)
    }


def _unread(vault: Vault, row: ScanPileRow) -> tuple[Unread, ...]:
    if not any(row.faults):
        return ()
    names = _names(vault, row)
    return tuple(
        Unread(names[place], SAID[fault])
        for place, fault in enumerate(row.faults)
        if fault
    )


def _names(vault: Vault, row: ScanPileRow) -> list[str]:
    """Return what the files were called; when all is settled, nobody knows it."""
    try:
        box = vault.box(row.id, row.organisation_id)
    except Erased:
        return [""] * len(row.sources)
    return list(box.open_json(row.names, what=scans.NAMES))
