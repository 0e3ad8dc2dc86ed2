"""Personal links: one delivery each, kept as a hash, opened by a deliberate act."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from service.actions.composing import compose, letterhead_of
from service.core.actor import SYSTEM
from service.core.audit_views import LINK
from service.core.classification import Classification
from service.core.errors import NotFound, Refused
from service.core.records import RenditionView
from service.core.sentence import Sentence
from service.store import (
    codes,
    consents,
    organisations,
    recipients,
    revisions,
    trail,
)
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.work import Work
from service.tools import Tools

LINK_LIVES = timedelta(days=30)
# A confidential record is read signed in, never by whoever holds a link.
READ_BY_LINK = (Classification.OPEN, Classification.INTERNAL)


class CodeNeeded(Refused):
    """The link of an internal record opens with a code, in the browser it is for."""

    def __init__(self) -> None:
        super().__init__(Sentence("The document opens with a code."))


@dataclass(frozen=True, slots=True)
class LinkView:
    """What may be said before the link is opened: who sends, and how long it lives."""

    sender: str
    language: str
    expires_at: datetime
    needs_code: bool


@dataclass(frozen=True, slots=True)
class OpenedLink:
    title: str
    language: str
    preview: bytes
    renditions: tuple[RenditionView, ...]


@dataclass(frozen=True, slots=True)
class Living:
    """A link that works today: what it opens, and for whom."""

    delivery: DeliveryRow
    revision: RevisionRow

    @property
    def needs_code(self) -> bool:
        return self.revision.classification != Classification.OPEN


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


def is_alive(now: datetime) -> ColumnElement[bool]:
    """Whether a delivery's link works: nobody has closed it, and it is not too old."""
    open_still = DeliveryRow.link_revoked_at.is_(None)
    return and_(open_still, DeliveryRow.link_expires_at > now)


def lives(delivery: DeliveryRow, *, now: datetime) -> bool:
    """As `is_alive`, of a delivery at hand."""
    ends = delivery.link_expires_at
    return delivery.link_revoked_at is None and ends is not None and ends > now


def look(tools: Tools, token: str, *, now: datetime) -> LinkView:
    """Return what the door of the link shows; changes nothing. Raises NotFound."""
    with tools.look(SYSTEM) as session:
        link = living(session, token, now=now)
        delivery = link.delivery
        sender = organisations.get(session, delivery.organisation_id)
        expires_at = delivery.link_expires_at or now
        return LinkView(sender.name, delivery.language, expires_at, link.needs_code)


def open_link(tools: Tools, token: str, *, now: datetime) -> None:
    """Note that the link was opened by a press. Raises NotFound, CodeNeeded."""
    with tools.begin(SYSTEM) as work:
        link = living(work.session, token, now=now)
        if link.needs_code:
            raise CodeNeeded
        mark_opened(work, link, how="opened by link", now=now)


def read_link(tools: Tools, token: str, *, browser: str, now: datetime) -> OpenedLink:
    """Return the document of an opened link. Raises NotFound, CodeNeeded."""
    with tools.look(SYSTEM) as session:
        revision = _opened(session, token, browser, now=now).revision
        kind = revisions.kind_of(session, revision.record_id)
        words = tools.speak(revision.language)
        head = letterhead_of(session, revision.organisation_id, words)
        files = revisions.renditions(session, revision.id)
        answers = revisions.answers_of(tools.vault, revision)
        title = revisions.title_of(tools.vault, revision)
        document = compose(kind, answers, revision.answers_version, words, head)
        return OpenedLink(
            title=title,
            language=revision.language,
            preview=tools.renderers["html"](document, now=revision.saved_at),
            renditions=tuple(
                revisions.as_view(file, revision, title=title) for file in files
            ),
        )


def read_link_file(
    tools: Tools, token: str, *, browser: str, format: str, now: datetime
) -> tuple[RenditionView, bytes]:
    """Return a file of an opened link. Raises NotFound, CodeNeeded."""
    with tools.look(SYSTEM) as session:
        link = _opened(session, token, browser, now=now)
        found = revisions.file_of(
            session, tools.vault, tools.files, link.revision, format
        )
        session.expunge_all()
    with tools.begin(SYSTEM) as work:
        note(work, "downloaded", link, now=now)
    return found


def living(session: Session, token: str, *, now: datetime) -> Living:
    """Return what a link opens, or raise NotFound.

    Unknown, expired and revoked links look alike, and so do those of people who have
    come under protection since.
    """
    found = _working(session, token, now=now)
    if found.revision.classification not in READ_BY_LINK:
        raise no_such_link()
    return found


def opened_by_code(session: Session, token: str, *, now: datetime) -> Living:
    """As `living`, for what a code opens: internal records, and consents."""
    found = _working(session, token, now=now)
    is_internal = found.revision.classification == Classification.INTERNAL
    if not is_internal and consents.of_delivery(session, found.delivery.id) is None:
        raise no_such_link()
    return found


def _working(session: Session, token: str, *, now: datetime) -> Living:
    found = session.execute(
        select(DeliveryRow, RevisionRow)
        .join(RevisionRow, RevisionRow.id == DeliveryRow.revision_id)
        .where(DeliveryRow.link_hash == link_hash(token))
        .where(is_alive(now))
    ).one_or_none()
    if found is None or recipients.is_protected(session, found[0].person_id):
        raise no_such_link()
    return Living(*found)


def mark_opened(work: Work, link: Living, *, how: str, now: datetime) -> None:
    """Note that it was opened, and on the delivery when that was first."""
    work.session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == link.delivery.id, DeliveryRow.opened_at.is_(None))
        .values(opened_at=now)
        .execution_options(synchronize_session=False)
    )
    note(work, how, link, now=now)


def note(work: Work, what: str, link: Living, *, now: datetime) -> None:
    """Add to the audit trail what was done by a link: its holder has no account."""
    trail.append(
        work.session,
        organisation_id=link.revision.organisation_id,
        actor=f"{LINK}{link.delivery.id}",
        what=what,
        record_id=link.revision.record_id,
        about=str(link.delivery.id),
        now=now,
    )


def no_such_link() -> NotFound:
    return NotFound(Sentence("The link does not work. It may be too old."))


def _opened(session: Session, token: str, browser: str, *, now: datetime) -> Living:
    link = living(session, token, now=now)
    if not link.needs_code and link.delivery.opened_at is None:
        raise no_such_link()
    if link.needs_code and not codes.has_opened(
        session, link.delivery.id, browser, now=now
    ):
        raise CodeNeeded
    return link
