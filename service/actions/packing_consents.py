"""What a package holds of a consent beside its documents: sealed copies and scans."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from service.core.errors import Refused
from service.core.jobs import JobKind
from service.core.sentence import Sentence
from service.store import consents, erasing
from service.store.files import Files
from service.store.tables.consents import ConsentFileRow
from service.store.tables.records import RecordRow
from service.store.vault import Box

OFFICE = "office"  # whose copy it is when it is nobody's who takes part
ENDINGS = {"application/pdf": "pdf", "application/json": "json"}


def consent_files(
    session: Session, files: Files, box: Box, record: RecordRow, *, folder: str
) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a consent under a name that tells nobody of whom; of another
    record none. Raises Refused while one is still being made, Tampered."""
    if erasing.is_under_way(session, record.id, kinds=(JobKind.CONSENT,)):
        raise Refused(Sentence("Its documents are still being made. Try again."))
    for row in consents.files(session, record.id):
        content = box.open(files.get(row.stored), what=consents.consent_file_place(row))
        yield _path(session, row, folder=folder), content


def consent_files_told(
    session: Session, record: RecordRow, *, folder: str
) -> list[dict[str, Any]]:
    """Return what a description says of the same files."""
    return [
        {
            "path": _path(session, row, folder=folder),
            "purpose": row.purpose,
            "event": row.sequence,
            "made_at": row.made_at.isoformat(),
            "media_type": row.media_type,
            "bytes": row.size,
            "sha256": row.sha256,
        }
        for row in consents.files(session, record.id)
    ]


def _path(session: Session, row: ConsentFileRow, *, folder: str) -> str:
    ending = ENDINGS.get(row.media_type, "bin")
    whose = _whose(session, row)
    return f"{folder}/event-{row.sequence:03d}-{row.purpose}-{whose}.{ending}"


def _whose(session: Session, row: ConsentFileRow) -> str:
    """Return their role and place among the answers: "guardian-1" is the first."""
    if row.participant_id is None:
        return OFFICE
    one = consents.participant(session, row.participant_id)
    return f"{one.role}-{one.position + 1}"
