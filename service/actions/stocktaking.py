"""Whether every stored file still is what was drawn: opened and hashed again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from service.core.actor import SYSTEM
from service.core.errors import Erased, KeyMissing, NotFound
from service.core.sentence import Sentence
from service.store import revisions
from service.store.tables.records import RecordRow, RenditionRow, RevisionRow
from service.tools import Tools

AT_A_TIME = 200
FIRST = UUID(int=0)
Row = tuple[RenditionRow, RevisionRow]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`wrong` is empty for a file that is sound."""

    rendition_id: UUID
    wrong: Sentence


def verify_files(tools: Tools) -> Iterator[Verdict]:
    """Yield a verdict on every rendition of what is not erased, by its id."""
    last = FIRST
    while rows := _after(tools, last):
        for row in rows:
            yield Verdict(row[0].id, _wrong(tools, *row))
        last = rows[-1][0].id


def _after(tools: Tools, last: UUID) -> list[Row]:
    with tools.look(SYSTEM) as session:
        found: Iterable[Row] = session.execute(
            select(RenditionRow, RevisionRow)
            .join(RevisionRow, RevisionRow.id == RenditionRow.revision_id)
            .join(RecordRow, RecordRow.id == RevisionRow.record_id)
            .where(RenditionRow.id > last, RecordRow.erased_at.is_(None))
            .order_by(RenditionRow.id)
            .limit(AT_A_TIME)
        )
        rows = list(found)
        session.expunge_all()
        return rows


def _wrong(tools: Tools, row: RenditionRow, revision: RevisionRow) -> Sentence:
    try:
        box = revisions.box_of(tools.vault, revision)
        content = revisions.open_file(box, tools.files, row, number=revision.number)
    except Erased:
        return Sentence("")  # erased while we looked
    except (KeyMissing, NotFound) as problem:
        return problem.said
    if sha256(content).hexdigest() != row.sha256 or len(content) != row.size:
        return Sentence("The file is not the one that was drawn.")
    return Sentence("")
