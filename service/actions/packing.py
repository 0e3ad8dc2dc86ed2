"""One record as a folder for an archive: documents, descriptions, and its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.looking import EXPORTED
from service.actions.packing_consents import consent_files, consent_files_told
from service.core import archive
from service.core.actor import Actor
from service.core.archive import Package
from service.core.day import home_day
from service.core.errors import Refused
from service.core.permits import Act
from service.core.register import Organisation
from service.core.retention import Event, Term, term
from service.core.sentence import Sentence
from service.kinds import find_kind
from service.store import listing, organisations, retention, revisions, trail
from service.store.protection import Mask, mask_of
from service.store.tables.records import RecordRow, RevisionRow
from service.store.vault import Box
from service.tools import Tools

STANDARDS = {"pdf": "PDF/A-2a, PDF/UA-1", "docx": "ISO/IEC 29500 (OOXML)"}
DATA = "representations/rep1/data"
DESCRIPTIVE, PRESERVATION = "metadata/descriptive", "metadata/preservation"


@dataclass(frozen=True, slots=True)
class Packed:
    """A record's files by their path, and what a list of records says of it."""

    id: UUID
    kind: str
    title: str
    decided_on: str
    files: Package


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A record with all that describes it, read in one look; revisions oldest first."""

    session: Session
    tools: Tools
    record: RecordRow
    revisions: tuple[RevisionRow, ...]
    box: Box
    owner: Organisation
    term: Term
    mask: Mask

    @property
    def title(self) -> str:
        return self.mask(revisions.title_of(self.tools.vault, self.revisions[-1]))

    @property
    def decided_on(self) -> str:
        return self.term.facts.dates[Event.DECISION].isoformat()

    @property
    def reference(self) -> str:
        """Return the registry's own number, where the kind asks for one."""
        latest, kind = self.revisions[-1], find_kind(self.record.kind)
        answers = revisions.answers_of(self.tools.vault, latest)
        model = kind.read(kind.upgrade(answers, latest.answers_version))
        return str(getattr(model, "reference", ""))


def pack(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> Packed:
    """Return a record as an archive takes it; that it was handed out is noted first.

    Raises NotFound, Forbidden, and Refused while its documents are being made.
    """
    with tools.begin(actor) as work:
        listing.record(work.session, actor, record_id, Act.EXPORT, now=now)
        work.note(EXPORTED, actor, record_id=record_id, now=now)
    with tools.look(actor) as session:
        opened = _open(tools, session, actor, record_id, now=now)
        files = {
            **dict(_documents(opened)),
            **dict(_of_consent(opened)),
            f"{DESCRIPTIVE}/record.json": archive.as_json(_described(opened)),
            f"{DESCRIPTIVE}/dc.xml": archive.as_dublin_core(_in_short(opened)),
            f"{PRESERVATION}/audit.json": archive.as_json(_history(opened)),
        }
        return Packed(
            id=record_id,
            kind=opened.record.kind,
            title=opened.title,
            decided_on=opened.decided_on,
            files=archive.with_manifest(files),
        )


def _open(
    tools: Tools, session: Session, actor: Actor, record_id: UUID, *, now: datetime
) -> Opened:
    record = listing.record(session, actor, record_id, Act.EXPORT, now=now)
    rules = retention.rules(session)
    return Opened(
        session=session,
        tools=tools,
        record=record,
        revisions=tuple(reversed(revisions.newest_first(session, record_id))),
        box=tools.vault.box(record.id, record.organisation_id),
        owner=organisations.get(session, record.organisation_id),
        term=term(retention.facts_of(session, record), rules),
        mask=mask_of(session, tools.speak(record.language)),
    )


def _documents(opened: Opened) -> Iterator[tuple[str, bytes]]:
    """Yield every revision as PDF and Word, under names that tell nobody of what."""
    for row in opened.revisions:
        made = {one.format: one for one in revisions.renditions(opened.session, row.id)}
        if not made:
            raise Refused(Sentence("Its documents are still being made. Try again."))
        for form in STANDARDS:
            content = revisions.open_file(
                opened.box, opened.tools.files, made[form], number=row.number
            )
            yield _path(row, form), content


def _of_consent(opened: Opened) -> Iterator[tuple[str, bytes]]:
    return consent_files(
        opened.session, opened.tools.files, opened.box, opened.record, folder=DATA
    )


def _described(opened: Opened) -> dict[str, Any]:
    record = opened.record
    return {
        "id": str(record.id),
        "kind": record.kind,
        "title": opened.title,
        "reference": opened.reference,
        "decided_on": opened.decided_on,
        "classification": record.classification,
        "language": record.language,
        "organisation": {
            "name": opened.owner.name,
            "unit": opened.owner.unit,
            "number": opened.owner.organisation_number,
        },
        "retention": _kept(opened.term),
        "revisions": [_revision(opened, row) for row in opened.revisions],
        "consent_files": consent_files_told(opened.session, opened.record, folder=DATA),
    }


def _revision(opened: Opened, row: RevisionRow) -> dict[str, Any]:
    made = revisions.renditions(opened.session, row.id)
    return {
        "number": row.number,
        "title": opened.mask(revisions.title_of(opened.tools.vault, row)),
        "saved_at": row.saved_at.isoformat(),
        "saved_by": opened.mask(row.saved_by),
        "recalled_at": row.recalled_at.isoformat() if row.recalled_at else None,
        "template_version": row.template_version,
        "files": [
            {
                "path": _path(row, one.format),
                "standard": STANDARDS[one.format],
                "bytes": one.size,
                "sha256": one.sha256,
                "pages": one.pages or None,
            }
            for one in made
            if one.format in STANDARDS
        ],
        "sent_to": [
            opened.mask.recipient(revisions.delivery_to(opened.box, delivery))
            for delivery in revisions.deliveries(opened.session, row.id)
        ],
    }


def _kept(found: Term) -> dict[str, Any]:
    rule, goes_on = found.rule, found.goes_on
    return {
        "plan": rule.plan if rule else None,
        "disposal": rule.disposal if rule else "keep",
        "counted_from": found.event_on.isoformat() if found.event_on else None,
        "may_go_on": goes_on.isoformat() if goes_on else None,
    }


def _in_short(opened: Opened) -> tuple[tuple[str, str], ...]:
    record = opened.record
    return (
        ("dc:identifier", f"urn:uuid:{record.id}"),
        ("dc:identifier", opened.reference),
        ("dc:title", opened.title),
        ("dc:type", record.kind),
        ("dc:creator", opened.owner.name),
        ("dc:publisher", opened.owner.unit),
        ("dc:language", record.language),
        ("dc:date", opened.decided_on),
        ("dcterms:issued", home_day(record.saved_at).isoformat()),
        ("dcterms:accessRights", record.classification),
        ("dc:format", STANDARDS["pdf"]),
    )


def _history(opened: Opened) -> dict[str, Any]:
    """Return the record's chain of events, from the first: it can be checked alone."""
    links = trail.chain(opened.session, opened.record.id)
    return {
        "hash": "SHA-256 of `previous` and the event as canonical JSON (RFC 8785)",
        "events": [
            {**link.event.written(), "previous": link.previous, "hash": link.hash}
            for link in links
        ],
    }


def _path(row: RevisionRow, form: str) -> str:
    return f"{DATA}/revision-{row.number:03d}.{form}"
