"""Is this the right copy? Its seal and the hashes of what we made say so together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.core.actor import SYSTEM
from service.core.copies import CopyVerdict, Verdict
from service.seal.report import Flaw, SealReport
from service.store import organisations
from service.store.tables.consents import ConsentFileRow, EarlierFileRow
from service.store.tables.records import RenditionRow, RevisionRow
from service.tools import Tools

# Of files that were not made here. What holds or fails only by its certificate or its
# time is whole: nobody has changed it.
OF_STRANGERS: Mapping[Flaw, Verdict] = {
    Flaw.NONE: Verdict.UNKNOWN,
    Flaw.NOT_TRUSTED: Verdict.UNKNOWN,
    Flaw.TIME_IN_DOUBT: Verdict.UNKNOWN,
    Flaw.CHANGED: Verdict.CHANGED,
    Flaw.ADDED_TO: Verdict.CHANGED,
    Flaw.NOT_OURS: Verdict.NOT_OURS,
    Flaw.NO_SEAL: Verdict.NOT_OURS,
    Flaw.UNREADABLE: Verdict.UNREADABLE,
}


@dataclass(frozen=True, slots=True)
class _Made:
    organisation: str
    at: datetime


def verify_copy(tools: Tools, content: bytes, *, now: datetime) -> CopyVerdict:
    """Return whether a file is one of ours, for anybody who holds it.

    Nothing personal is told, nor whether a newer version or a withdrawal exists. Raises
    Unavailable when too many ask at once.
    """
    seal = tools.sealer.inspect(content, now=now)
    with tools.look(SYSTEM) as session:
        made = _made(session, sha256(content).hexdigest())
    return CopyVerdict(
        verdict=_verdict(seal, is_made_here=made is not None),
        organisation=made.organisation if made else "",
        made_at=made.at if made else None,
        sealed_at=(seal.stamped_at or seal.signed_at) if seal.is_ours else None,
    )


def _verdict(seal: SealReport, *, is_made_here: bool) -> Verdict:
    if is_made_here:
        return Verdict.GENUINE if seal.holds else Verdict.KNOWN
    return OF_STRANGERS[seal.flaw]


def _made(session: Session, digest: str) -> _Made | None:
    """Return who made the file with this hash, and when; None for no file of ours."""
    for made_here in (_of_consents(digest), _renewed(digest), _of_records(digest)):
        found = session.execute(made_here.limit(1)).one_or_none()
        if found is not None:
            return _Made(organisations.get(session, found[0]).name, found[1])
    return None


def _of_consents(digest: str) -> Select[UUID, datetime]:
    return select(ConsentFileRow.organisation_id, ConsentFileRow.made_at).where(
        ConsentFileRow.sha256 == digest
    )


def _renewed(digest: str) -> Select[UUID, datetime]:
    """Seek a consent's file as it was before its seal was renewed."""
    return select(EarlierFileRow.organisation_id, EarlierFileRow.made_at).where(
        EarlierFileRow.sha256 == digest
    )


def _of_records(digest: str) -> Select[UUID, datetime]:
    return (
        select(RenditionRow.organisation_id, RevisionRow.saved_at)
        .join(RevisionRow, RevisionRow.id == RenditionRow.revision_id)
        .where(RenditionRow.sha256 == digest)
    )
