"""Draw what an event calls for, seal it, and put it away under the record's key.

Drawing and sealing need no transaction; what was made counts once a row tells of it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from service.actions.consent.copies import RECEIPT_JSON, SEALED, Sheet, sheets
from service.actions.consent.receipts import MEDIA_TYPE, receipt_json
from service.actions.consent.steps import Step
from service.core.actor import SYSTEM
from service.core.errors import GiveUp
from service.core.formats import MEDIA_TYPES
from service.core.jobs import DAY
from service.core.languages import MASTER
from service.settings.seal_level import Level
from service.store import consents
from service.store.tables.consents import ConsentFileRow
from service.tools import Tools

log = logging.getLogger(__name__)
# So long a seal waits for what others must say to it; then it proves one level less,
# and the event says so.
PATIENCE = DAY


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker has in hand: files that lie on disk already, and their rows."""

    rows: tuple[ConsentFileRow, ...] = ()
    level: Level = Level.B_B

    @property
    def hashes(self) -> list[str]:
        return [row.sha256 for row in self.rows if row.purpose == SEALED]


@dataclass(frozen=True, slots=True)
class _File:
    purpose: str
    participant_id: UUID | None
    media_type: str
    content: bytes
    renew_at: datetime | None = None


def make_files(tools: Tools, step: Step, *, age: float, now: datetime) -> Made:
    """Return what an event calls for, sealed and stored. `age` is the job's, in s.

    Raises TryLater while a service is down that the seal needs, a day for each level;
    GiveUp when the certificate is not valid: somebody has to see to it, and let the job
    run again.
    """
    if not step.effects.has_receipt:
        return Made()
    drafts, receipt = _composed(tools, step)
    settings = tools.settings.seal
    if not settings.is_valid(now=now):
        log.error("SEAL_CERTIFICATE is not valid: a consent was not sealed")
        raise GiveUp("seal_certificate")
    level = Level(max(Level.B_B, settings.level - int(age // PATIENCE)))
    files = [_sealed(tools, step, one, level=level, now=now) for one in drafts]
    rows = tuple(_stored(tools, step, one, now=now) for one in (*files, receipt))
    return Made(rows, level)


def _composed(tools: Tools, step: Step) -> tuple[list[Sheet], _File]:
    with tools.look(SYSTEM) as session:
        [one] = [p for p in step.case.participants if p.id == step.event.participant_id]
        content = receipt_json(session, step, one)
        return list(sheets(tools, session, step)), _File(
            RECEIPT_JSON, one.id, MEDIA_TYPE, content
        )


def _sealed(
    tools: Tools, step: Step, sheet: Sheet, *, level: Level, now: datetime
) -> _File:
    words = tools.speak(sheet.language)
    name = sheet.document.letterhead.name
    pdf = tools.sealer.seal(
        tools.renderers["pdf"](sheet.document, now=step.event.at),
        reason=tools.speak(MASTER)("Sealed after an answer"),
        label=words("Electronic seal of {name}", name=name),
        most=level,
        now=now,
    )
    renew_at = _renew_at(tools, pdf, level=level, now=now)
    return _File(sheet.purpose, sheet.participant_id, MEDIA_TYPES["pdf"], pdf, renew_at)


def _renew_at(
    tools: Tools, pdf: bytes, *, level: Level, now: datetime
) -> datetime | None:
    """Return when a file's seal is due again: at once, when it proves too little."""
    if tools.settings.seal.level is not Level.B_LTA:
        return None
    return tools.sealer.renew_at(pdf) if level is Level.B_LTA else now


def _stored(tools: Tools, step: Step, file: _File, *, now: datetime) -> ConsentFileRow:
    row = ConsentFileRow(
        organisation_id=step.case.row.organisation_id,
        record_id=step.case.row.record_id,
        participant_id=file.participant_id,
        purpose=file.purpose,
        sequence=step.event.sequence,
        media_type=file.media_type,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
        stored="",
        made_at=now,
        renew_at=file.renew_at,
    )
    place = consents.consent_file_place(row)
    row.stored = tools.files.put(step.case.box.seal(file.content, what=place))
    return row
