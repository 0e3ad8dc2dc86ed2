"""Finding and adding versions of consent texts. A version is never changed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.consent_text import ConsentText, read_text
from service.core.day import home_day
from service.core.errors import NotFound, Tampered
from service.core.sentence import Sentence
from service.store.tables.consent_texts import ConsentTextRow
from service.store.trail import INSERTS

GONE = Sentence("There is no such version of the text.")


def newest(session: Session, organisation_id: UUID) -> dict[str, ConsentTextRow]:
    """Return the newest version of each language that has one."""
    rows = session.scalars(
        select(ConsentTextRow)
        .where(ConsentTextRow.organisation_id == organisation_id)
        .order_by(ConsentTextRow.number)
    )
    return {row.language: row for row in rows}


def versions(
    session: Session, organisation_id: UUID, language: str
) -> tuple[ConsentTextRow, ...]:
    """Return all versions in one language, the newest first."""
    rows = session.scalars(
        select(ConsentTextRow)
        .where(ConsentTextRow.organisation_id == organisation_id)
        .where(ConsentTextRow.language == language)
        .order_by(ConsentTextRow.number.desc())
    )
    return tuple(rows)


def lock(
    session: Session, organisation_id: UUID, language: str, number: int
) -> ConsentTextRow:
    """Return a version, locked until the transaction ends. Raises NotFound."""
    row = session.scalar(
        select(ConsentTextRow)
        .where(ConsentTextRow.organisation_id == organisation_id)
        .where(ConsentTextRow.language == language, ConsentTextRow.number == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound(GONE)
    return row


def by_hash(session: Session, organisation_id: UUID, sha256: str) -> ConsentTextRow:
    """Return the first version that says exactly that. Raises NotFound."""
    row = session.scalar(
        select(ConsentTextRow)
        .where(ConsentTextRow.organisation_id == organisation_id)
        .where(ConsentTextRow.sha256 == sha256)
        .order_by(ConsentTextRow.number)
        .limit(1)
    )
    if row is None:
        raise NotFound(GONE)
    return row


def keep(
    session: Session,
    organisation_id: UUID,
    texts: Iterable[ConsentText],
    *,
    now: datetime,
) -> None:
    """Store texts that came with the service; what is stored already stays as it is.

    Two who do so at once wait for each other, and store it once.
    """
    insert = INSERTS[session.get_bind().dialect.name]
    for text in texts:
        row = {**_columns(text), "organisation_id": organisation_id, "saved_at": now}
        session.execute(insert(ConsentTextRow).values(**row).on_conflict_do_nothing())


def add(
    session: Session,
    organisation_id: UUID,
    text: ConsentText,
    *,
    saved_by: UUID | None,
    now: datetime,
) -> ConsentTextRow:
    row = ConsentTextRow(
        **_columns(text),
        organisation_id=organisation_id,
        saved_by=saved_by,
        saved_at=now,
    )
    session.add(row)
    session.flush()
    return row


def text_of(row: ConsentTextRow) -> ConsentText:
    """Return what a row says. Raises Tampered when it is not what was stored."""
    text = read_text(
        row.body,
        language=row.language,
        number=row.number,
        master=row.master,
        reviewed_by=row.reviewed_by,
        reviewed_on=home_day(row.reviewed_at) if row.reviewed_at else None,
        is_approved=row.approved_at is not None,
    )
    if text.sha256 != row.sha256:
        raise Tampered(GONE)
    return text


def _columns(text: ConsentText) -> dict[str, object]:
    return {
        "language": text.language,
        "number": text.number,
        "master": text.master,
        "body": text.body,
        "sha256": text.sha256,
        "reviewed_by": text.reviewed_by,
    }
