"""What all mails of one revision have in common: read for the first, used for all."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.channels.message import Attachment
from service.core.classification import Classification
from service.core.errors import TryLater
from service.core.formats import MEDIA_TYPES
from service.core.latest import Latest
from service.kind import AnyKind
from service.kinds import find_kind
from service.store import revisions
from service.store.files import Files
from service.store.tables.records import RevisionRow
from service.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """`files` are what a mail may carry: nothing unless the record is open.

    A revision never changes, so one look at it is enough for all its mails.
    """

    revision: RevisionRow
    kind: AnyKind
    model: Any
    files: tuple[Attachment, ...]


_latest: Latest[UUID, Bundle] = Latest()


def bundle_of(
    session: Session, vault: Vault, files: Files, revision_id: UUID
) -> Bundle:
    """Return the bundle of a revision: the latest one asked for is at hand."""
    return _latest.get(revision_id, lambda: _read(session, vault, files, revision_id))


def _read(session: Session, vault: Vault, files: Files, revision_id: UUID) -> Bundle:
    revision = revisions.get(session, revision_id)
    kind = find_kind(revisions.kind_of(session, revision.record_id))
    made = {file.format: file for file in revisions.renditions(session, revision_id)}
    carried = revision.attach if revision.classification == Classification.OPEN else ()
    if not made:  # sent again after a recall that came before the drawing
        raise TryLater("not_made_yet", cause="connection")
    box, answers = (
        revisions.box_of(vault, revision),
        revisions.answers_of(vault, revision),
    )
    title = revisions.title_of(vault, revision)
    session.expunge(revision)
    return Bundle(
        revision=revision,
        kind=kind,
        model=kind.read(kind.upgrade(answers, revision.answers_version)),
        files=tuple(
            Attachment(
                revisions.as_view(made[form], revision, title=title).filename,
                MEDIA_TYPES[form],
                revisions.open_file(box, files, made[form], number=revision.number),
            )
            for form in carried
        ),
    )
