"""Why a page of a pile is not filed by itself, and waits for a person instead."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from service.core.paper_codes import is_withdrawal
from service.core.scans import Doubt
from service.store import scans
from service.store.tables.consents import ConsentRow
from service.store.tables.scans import ScanPageRow


def doubts_of(session: Session, pile_id: UUID) -> Mapping[int, Doubt]:
    """Return what is doubtful about the waiting pages, by their numbers.

    Of another organisation's code no more is told than of one that nobody has.
    """
    waiting = scans.waiting(session, pile_id)
    codes = {row.code for row in waiting if row.code}
    once = scans.filed_pages(session, codes)
    found = {row.number: _doubt(session, row) for row in waiting}
    certain = {number: doubt for number, doubt in found.items() if doubt}
    return certain | {
        number: Doubt.TWICE for number in _again(waiting, once) if number not in certain
    }


def _doubt(session: Session, row: ScanPageRow) -> Doubt | None:
    if not row.code:
        return Doubt.SEVERAL if row.code_page < 0 else Doubt.NO_CODE
    whose = scans.of_code(session, row.code)
    if whose is None:
        return Doubt.STRANGE
    consent = session.get(ConsentRow, whose.record_id)
    is_old = consent is not None and whose.revision != consent.revision
    return Doubt.REPLACED if is_old else None


def _again(waiting: Sequence[ScanPageRow], once: set[tuple[str, int]]) -> list[int]:
    """Return the pages that are filed already, or stand further up in the pile.

    One who takes back more may use a copy of the same sheet: it must not wait.
    """
    seen, again = set(once), []
    for row in (one for one in waiting if not is_withdrawal(one.code)):
        page = (row.code, row.code_page)
        if page in seen:
            again.append(row.number)
        seen.add(page)
    return again
