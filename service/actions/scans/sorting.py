"""The job that reads a pile and files what it can: by the codes, and by them alone.

Each file is read in one transaction of its own and each person's form filed in one, so
a worker that dies leaves pages that are read, or filed, or neither; the next goes on.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from service.actions.access import get_account
from service.actions.scans.doubting import doubts_of
from service.actions.scans.filing import file_pages, forget
from service.core.actor import SYSTEM, Actor
from service.core.errors import Erased, GiveUp, KeyMissing, Refused, TryLater
from service.core.jobs import Job
from service.core.paper_codes import read_payload
from service.core.permits import Act
from service.core.scans import Sheet, sheet_of
from service.core.sentence import Sentence
from service.scans.pile import Page, Unreadable, read_pile
from service.store import jobs, scans
from service.store.tables.consents import ParticipantRow
from service.store.tables.scans import ScanPileRow
from service.tools import Tools

AT_ONCE = 2  # files of one lease, five minutes each at most: a task may take fifteen
NO_CODE, SEVERAL = ("", 0), ("", -1)


def sort_pile(tools: Tools, job: Job) -> None:
    """Read what is left of a pile, then file each form's pages together."""
    now = datetime.now(UTC)
    asker, left = _asked(tools, job.subject_id)
    for source in left[:AT_ONCE]:
        _read(tools, asker, job.subject_id, source)
    if len(left) > AT_ONCE:
        with tools.begin(asker) as work:
            jobs.let_go(work, job, code="")
        return
    file_by_code(tools, asker, job.subject_id, now=now)
    with tools.begin(asker) as work:
        scans.lock(work, job.subject_id).done_at = now
        jobs.finish(work, job)
    forget(tools, asker, job.subject_id, [])


def file_by_code(tools: Tools, asker: Actor, pile_id: UUID, *, now: datetime) -> None:
    """File the pages whose code is of a form of this organisation, each page once.

    Of another's code nothing is told, not even that there is such a form. A page that
    is filed already, or of a question that has been replaced, waits for a person.
    """
    with tools.look(asker) as session:
        doubts = doubts_of(session, pile_id)
        known = sorted(
            (row.code, row.code_page, row.number)
            for row in scans.waiting(session, pile_id)
            if row.number not in doubts
        )
        forms: list[tuple[ParticipantRow, Sheet, list[int]]] = []
        for code, pages in groupby(known, key=lambda page: page[0]):
            if whose := scans.of_code(session, code):
                numbers = [number for _, _, number in pages]
                forms.append((whose, sheet_of(code), numbers))
        session.expunge_all()
    for whose, sheet, numbers in forms:
        with suppress(Erased, KeyMissing, Refused):  # its pages wait for a person
            file_pages(tools, asker, pile_id, numbers, whose, sheet=sheet, now=now)


def code_on(page: Page) -> tuple[str, int]:
    """Return the code of the form a page is of, and which page: or no code.

    Two forms on one picture are for a person to tell apart; of two pages of one form
    the first is told.
    """
    found = set(_codes(page.codes))
    if len({code for code, _ in found}) > 1:
        return SEVERAL
    return min(found, default=NO_CODE)


def _codes(texts: Iterable[str]) -> Iterable[tuple[str, int]]:
    for text in texts:
        with suppress(ValueError):
            yield read_payload(text)


def _asked(tools: Tools, pile_id: UUID) -> tuple[Actor, list[int]]:
    """Return in whose name it is sorted, with the roles of today, and what is left."""
    with tools.look(SYSTEM) as session:
        row = session.get(ScanPileRow, pile_id)
        if row is None or row.asked_by is None:
            raise Erased(Sentence("There is no such pile."))
        asked_by, left = row.asked_by, list(range(row.read, len(row.sources)))
    asker = get_account(tools, asked_by).actor
    if not asker.may(Act.WRITE_RECORD):
        raise GiveUp("forbidden")
    return asker, left


def _read(tools: Tools, asker: Actor, pile_id: UUID, source: int) -> None:
    """Flatten one file into pages, and forget the file itself."""
    box = tools.vault.box(pile_id, asker.organisation_id)
    with tools.look(asker) as session:
        stored = scans.pile(session, pile_id).sources[source]
        first = scans.count_pages(session, pile_id) + 1
    fault, pages = _flattened(
        box.open(tools.files.get(stored), what=scans.source_place(source))
    )
    kept = [
        (
            tools.files.put(box.seal(page.picture, what=scans.page_place(n))),
            *code_on(page),
        )
        for n, page in enumerate(pages, start=first)
    ]
    with tools.begin(asker) as work:
        row = scans.lock(work, pile_id)
        if row.read != source:
            raise TryLater("changed", cause="connection")
        scans.add_pages(work, row, kept, first=first)
        row.faults = [*row.faults, fault]
        row.sources = [*row.sources[:source], "", *row.sources[source + 1 :]]
        row.read = source + 1
    tools.files.remove(stored)


def _flattened(content: bytes) -> tuple[str, tuple[Page, ...]]:
    """Return the pages, or no page and the code of what is wrong with the file."""
    try:
        return "", read_pile(content).pages
    except Unreadable as problem:
        return problem.code, ()
