"""Let records be found: each as it is saved, all of them when the rules change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from service.core.actor import SYSTEM
from service.core.errors import Erased, KeyMissing, Tampered
from service.core.terms import VERSION, Passage, Place, terms_of
from service.forms.passages import passages
from service.kinds import find_kind
from service.store import listing, revisions, search_index
from service.store.submissions import Submission
from service.store.tables.records import RecordRow, RevisionRow
from service.store.tables.search import SearchEntryRow
from service.store.work import Work
from service.tools import Tools

BATCH = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How many records have been gone through; `skipped` could not be opened."""

    done: int
    skipped: int
    total: int


def index_submission(
    tools: Tools, work: Work, record: RecordRow, submission: Submission
) -> None:
    """Let a record be found by what was just written, in the same transaction."""
    _write(
        tools,
        work,
        record,
        title=submission.title,
        answers=submission.answers,
        language=submission.sending.language,
    )


def rebuild(tools: Tools, *, every: bool, at_once: int = BATCH) -> Iterator[Progress]:
    """Index records anew, `at_once` in a transaction; yield how far it has come.

    `every` takes all of them; otherwise those that are missing, or were indexed by
    older rules. May be stopped and begun again at any time.
    """
    ids = _due(tools, every=every)
    skipped = 0
    for start in range(0, len(ids), at_once):
        batch = ids[start : start + at_once]
        skipped += _index_all(tools, batch)
        yield Progress(start + len(batch), skipped, len(ids))


def count_due(tools: Tools) -> int:
    """Return how many records are missing, or were indexed by older rules."""
    return len(_due(tools, every=False))


def _due(tools: Tools, *, every: bool) -> Sequence[UUID]:
    wanted = select(RecordRow.id).where(RecordRow.erased_at.is_(None))
    if not every:
        wanted = wanted.outerjoin(
            SearchEntryRow, SearchEntryRow.record_id == RecordRow.id
        ).where(or_(SearchEntryRow.number.is_(None), SearchEntryRow.version != VERSION))
    with tools.look(SYSTEM) as session:
        return session.scalars(wanted.order_by(RecordRow.id)).all()


def _index_all(tools: Tools, ids: Sequence[UUID]) -> int:
    """Index these records in one transaction; return how many could not be opened."""
    with tools.begin(SYSTEM) as work:
        rows = work.session.execute(
            select(RecordRow, RevisionRow)
            .join(RevisionRow, listing.is_latest())
            .where(RecordRow.id.in_(ids), RecordRow.erased_at.is_(None))
            .with_for_update(of=RecordRow)
        ).all()
        return sum(not _index(tools, work, *row) for row in rows)


def _index(tools: Tools, work: Work, record: RecordRow, latest: RevisionRow) -> bool:
    """Index one record; return whether it could be opened."""
    try:
        title = revisions.title_of(tools.vault, latest)
        stored = revisions.answers_of(tools.vault, latest)
    except (Erased, KeyMissing, Tampered):
        return False
    answers = find_kind(record.kind).upgrade(stored, latest.answers_version)
    _write(tools, work, record, title=title, answers=answers, language=latest.language)
    return True


def _write(
    tools: Tools,
    work: Work,
    record: RecordRow,
    *,
    title: str,
    answers: Mapping[str, Any],
    language: str,
) -> None:
    """Index a record by its title, what kind it is and what people wrote in it.

    Not by whom it was sent to: they are no part of it, and may be protected later.
    """
    kind = find_kind(record.kind)
    said = (
        Passage(title, Place.TITLE),
        Passage(tools.speak(language)(kind.label)),
        *passages(kind.schema, answers),
    )
    index = search_index.open_index(tools.vault, record.organisation_id)
    terms = terms_of(said, language=language)
    search_index.write(work.session, index, record.id, terms)
