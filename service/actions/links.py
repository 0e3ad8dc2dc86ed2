"""Personal links: one delivery each, kept as a hash, opened by a deliberate act."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actions.composing import compose, letterhead_of
from service.core.errors import NotFound
from service.core.records import Classification, RenditionView
from service.core.sentence import Sentence
from service.store import organisations, revisions
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.work import Work
from service.tools import Tools

LINK_LIVES = timedelta(days=30)
# A confidential record is read signed in, never by whoever holds a link.
READ_BY_LINK = (Classification.OPEN, Classification.INTERNAL)


@dataclass(frozen=True, slots=True)
class LinkView:
    """What may be said before the link is opened: who sends, and how long it lives."""

    sender: str
    language: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedLink:
    title: str
    language: str
    preview: bytes
    renditions: tuple[RenditionView, ...]


def make_token(delivery_id: UUID, secret: str) -> str:
    """Return the delivery's token: 256 bits, the same for each copy of its mail."""
    mac = hmac.new(f"link:{secret}".encode(), delivery_id.bytes, sha256)
    return urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def link_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def give_link(tools: Tools, delivery: DeliveryRow) -> None:
    """Let the delivery's link work from now until it is too old."""
    token = make_token(delivery.id, tools.settings.secret_key)
    delivery.link_hash = link_hash(token)
    delivery.link_expires_at = delivery.created_at + LINK_LIVES


def look(tools: Tools, token: str, *, now: datetime) -> LinkView:
    """Return what the door of the link shows; changes nothing. Raises NotFound."""
    with tools.look() as session:
        delivery = _living(session, token, now=now)
        sender = organisations.get(session, delivery.organisation_id)
        expires_at = delivery.link_expires_at or now
        return LinkView(sender.name, delivery.language, expires_at)


def open_link(tools: Tools, token: str, *, now: datetime) -> OpenedLink:
    """Return the document and note that the link was opened. Raises NotFound."""
    with tools.begin() as work:
        delivery = _living(work.session, token, now=now)
        _mark_opened(work, delivery, now=now)
        revision = revisions.get(work.session, delivery.revision_id)
        kind = revisions.kind_of(work.session, revision.record_id)
        words = tools.speak(revision.language)
        head = letterhead_of(work.session, revision.organisation_id, words)
        files = revisions.renditions(work.session, revision.id)
        document = compose(
            kind, revision.answers, revision.answers_version, words, head
        )
        return OpenedLink(
            title=revision.title,
            language=revision.language,
            preview=tools.renderers["html"](document, now=revision.saved_at),
            renditions=tuple(revisions.as_view(file) for file in files),
        )


def read_link_file(
    tools: Tools, token: str, *, format: str, now: datetime
) -> tuple[RenditionView, bytes]:
    """Return a file behind an opened link. Raises NotFound."""
    with tools.look() as session:
        delivery = _living(session, token, now=now)
        if delivery.opened_at is None:
            raise _unknown()
        rendition = revisions.rendition(session, delivery.revision_id, format)
    return rendition, tools.files.get(rendition.sha256)


def _living(session: Session, token: str, *, now: datetime) -> DeliveryRow:
    """Return the delivery; unknown, expired and revoked links look alike."""
    row = session.scalar(
        select(DeliveryRow)
        .join(RevisionRow, RevisionRow.id == DeliveryRow.revision_id)
        .where(DeliveryRow.link_hash == link_hash(token))
        .where(DeliveryRow.link_revoked_at.is_(None))
        .where(DeliveryRow.link_expires_at > now)
        .where(RevisionRow.classification.in_(READ_BY_LINK))
    )
    if row is None:
        raise _unknown()
    return row


def _mark_opened(work: Work, delivery: DeliveryRow, *, now: datetime) -> None:
    work.session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery.id, DeliveryRow.opened_at.is_(None))
        .values(opened_at=now)
    )


def _unknown() -> NotFound:
    return NotFound(Sentence("The link does not work. It may be too old."))
