"""Revisions as they are read back. Each part opens at its own place only."""

import re
from collections.abc import Sequence
from textwrap import shorten
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.core.classification import Classification
from service.core.day import home_day
from service.core.errors import Erased, NotFound
from service.core.records import Recipient, RenditionView
from service.core.sentence import Sentence
from service.store.files import Files
from service.store.tables.records import (
    DeliveryRow,
    RecordGroupRow,
    RecordRow,
    RenditionRow,
    RevisionRow,
)
from service.store.vault import Box, Vault
from service.store.work import Work

NOT_IN_A_NAME = re.compile(r"[^\w]+")
LONGEST_NAME = 60


def title_place(number: int) -> str:
    """Where in its record's box the title of a revision lies; and so on below."""
    return f"title:{number}"


def answers_place(number: int) -> str:
    return f"answers:{number}"


def file_place(number: int, form: str) -> str:
    return f"file:{number}:{form}"


def delivery_place(delivery_id: UUID) -> str:
    return f"delivery:{delivery_id}"


def box_of(vault: Vault, revision: RevisionRow) -> Box:
    """Return the box of a revision's record. Raises Erased or KeyMissing."""
    return vault.box(revision.record_id, revision.organisation_id)


def title_of(vault: Vault, revision: RevisionRow) -> str:
    box, place = box_of(vault, revision), title_place(revision.number)
    return box.open(revision.sealed_title, what=place).decode()


def answers_of(vault: Vault, revision: RevisionRow) -> dict[str, Any]:
    box, place = box_of(vault, revision), answers_place(revision.number)
    return dict(box.open_json(revision.sealed, what=place))


def delivery_to(box: Box, row: DeliveryRow) -> Recipient:
    """Return whom a delivery goes to; `box` is the one of its record."""
    to = box.open_json(row.sealed, what=delivery_place(row.id))
    return Recipient(to["name"], to["email"], row.language, row.person_id)


def seal_delivery(box: Box, delivery_id: UUID, *, name: str, email: str) -> bytes:
    to = {"name": name, "email": email}
    return box.seal_json(to, what=delivery_place(delivery_id))


def get(session: Session, revision_id: UUID) -> RevisionRow:
    row = session.get(RevisionRow, revision_id)
    if row is None:
        raise Erased(Sentence("There is no such version."))
    return row


def lock(work: Work, revision_id: UUID) -> RevisionRow:
    """Return a revision, locked until the transaction ends.

    A recall and the end of the drawing both take this lock: either the recall comes
    first and no mail is enqueued, or it finds the mails and cancels them.
    """
    return work.session.scalars(
        select(RevisionRow).where(RevisionRow.id == revision_id).with_for_update()
    ).one()


def kind_of(session: Session, record_id: UUID) -> str:
    kind = session.scalar(select(RecordRow.kind).where(RecordRow.id == record_id))
    if kind is None:
        raise NotFound(Sentence("There is no such record."))
    return kind


def latest(session: Session, record_id: UUID) -> RevisionRow:
    """Return the newest revision of a record."""
    newest = _of_record(record_id).order_by(RevisionRow.number.desc()).limit(1)
    return _found(session.scalar(newest))


def numbered(session: Session, record_id: UUID, number: int) -> RevisionRow:
    wanted = _of_record(record_id).where(RevisionRow.number == number)
    return _found(session.scalar(wanted))


def newest_first(session: Session, record_id: UUID) -> Sequence[RevisionRow]:
    return session.scalars(
        _of_record(record_id).order_by(RevisionRow.number.desc())
    ).all()


def renditions(session: Session, revision_id: UUID) -> Sequence[RenditionRow]:
    return session.scalars(
        select(RenditionRow)
        .where(RenditionRow.revision_id == revision_id)
        .order_by(RenditionRow.format)
    ).all()


def file_of(
    session: Session, vault: Vault, files: Files, revision: RevisionRow, form: str
) -> tuple[RenditionView, bytes]:
    """Return a file of a revision and what is in it. Raises NotFound."""
    row = session.scalar(
        select(RenditionRow).where(
            RenditionRow.revision_id == revision.id, RenditionRow.format == form
        )
    )
    if row is None:
        raise NotFound(Sentence("There is no such file."))
    box = box_of(vault, revision)
    view = as_view(row, revision, title=title_of(vault, revision))
    return view, open_file(box, files, row, number=revision.number)


def open_file(box: Box, files: Files, row: RenditionRow, *, number: int) -> bytes:
    """Return what a rendition of revision `number` holds. Raises NotFound, Tampered."""
    return box.open(files.get(row.stored), what=file_place(number, row.format))


def as_view(row: RenditionRow, revision: RevisionRow, *, title: str) -> RenditionView:
    name = f"{filename(revision, title=title)}.{row.format}"
    return RenditionView(row.format, name, row.size, row.sha256, row.pages)


def filename(revision: RevisionRow, *, title: str) -> str:
    """Return a name people recognise; a record that is not open gets a blank one."""
    if revision.classification != Classification.OPEN:
        day = home_day(revision.saved_at)
        return f"{day.isoformat()}-{revision.record_id.hex[:8]}"
    words = NOT_IN_A_NAME.sub(" ", title)
    name = shorten(words, LONGEST_NAME, placeholder="").replace(" ", "-")
    return f"{name}-v{revision.number}" if revision.number > 1 else name


def deliveries(session: Session, revision_id: UUID) -> Sequence[DeliveryRow]:
    return session.scalars(
        select(DeliveryRow)
        .where(DeliveryRow.revision_id == revision_id)
        .order_by(DeliveryRow.position, DeliveryRow.created_at)
    ).all()


def sending_of(session: Session, vault: Vault, revision: RevisionRow) -> dict[str, Any]:
    """Return how a revision went out, in the shape a sending is asked for.

    A delivery that was sent anew counts as the new one: its address may be mended.
    Members stand there one by one: who was left out is not let in by their group.
    """
    sent = deliveries(session, revision.id)
    rows = [row for row in sent if row.replaced_by is None]
    box = box_of(vault, revision)
    typed = [delivery_to(box, row) for row in rows if row.person_id is None]
    return {
        "classification": revision.classification,
        "language": revision.language,
        "attach": list(revision.attach),
        "groups": [],
        "readers": [str(group) for group in _groups(session, revision.record_id)],
        "people": [str(row.person_id) for row in rows if row.person_id],
        "typed": [
            {"name": one.name, "email": one.email, "language": one.language}
            for one in typed
        ],
    }


def _groups(session: Session, record_id: UUID) -> Sequence[UUID]:
    return session.scalars(
        select(RecordGroupRow.group_id)
        .where(RecordGroupRow.record_id == record_id)
        .order_by(RecordGroupRow.group_id)
    ).all()


def _of_record(record_id: UUID) -> Select[RevisionRow]:
    return select(RevisionRow).where(RevisionRow.record_id == record_id)


def _found(row: RevisionRow | None) -> RevisionRow:
    if row is None:
        raise NotFound(Sentence("There is no such version."))
    return row
