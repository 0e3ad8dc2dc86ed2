"""The job that mails one revision to one recipient."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from service.actions import meetings
from service.actions.bundles import Bundle, bundle_of
from service.actions.consent.mails import MAILS
from service.actions.links import READ_BY_LINK, make_token
from service.actions.owners import owner_of
from service.actions.posting import post
from service.channels import calendar
from service.channels.message import Attachment, Message
from service.channels.postman import Errand
from service.core.actor import SYSTEM
from service.core.classification import Classification
from service.core.consent import Role
from service.core.errors import Erased, GiveUp
from service.core.jobs import Job
from service.core.records import Recipient
from service.core.sentence import Sentence
from service.document.words import Words
from service.store import consents, organisations, recipients, revisions
from service.store.tables.records import DeliveryRow, RecordRow
from service.tools import Tools


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a mail is made of, read in one look."""

    delivery: DeliveryRow
    to: Recipient
    bundle: Bundle
    sender: str
    reply_to: str
    part: Role | None = None  # in a consent


def send_mail(tools: Tools, job: Job) -> None:
    """Mail one delivery, with the document or with a link to it."""
    post(tools, job, _message(tools, _parcel(tools, job)))


def _parcel(tools: Tools, job: Job) -> Parcel:
    with tools.look(SYSTEM) as session:
        delivery = session.get(DeliveryRow, job.subject_id)
        if delivery is None:
            raise Erased(Sentence("There is no such delivery."))
        bundle = bundle_of(session, tools.vault, tools.files, delivery.revision_id)
        box = revisions.box_of(tools.vault, bundle.revision)
        to = revisions.delivery_to(box, delivery)
        if _is_protected(session, delivery, to.email):
            raise GiveUp("protected")
        sender = organisations.get(session, delivery.organisation_id)
        record = session.get_one(RecordRow, bundle.revision.record_id)
        reply_to = owner_of(session, record).email
        part = consents.of_delivery(session, delivery.id)
        session.expunge_all()
    return Parcel(
        delivery,
        to,
        bundle,
        sender=sender.name,
        reply_to=reply_to or sender.email,
        part=Role(part.role) if part else None,
    )


def _is_protected(session: Session, delivery: DeliveryRow, email: str) -> bool:
    """Ask again, however long ago it was sent: protection counts from now on."""
    if delivery.person_id:
        return recipients.is_protected(session, delivery.person_id)
    owner = delivery.organisation_id
    return recipients.is_protected_address(session, email, owner=owner)


def _message(tools: Tools, parcel: Parcel) -> Message:
    delivery, bundle, to = parcel.delivery, parcel.bundle, parcel.to
    errand = Errand(
        delivery_id=delivery.id,
        to_name=to.name,
        to_address=to.email,
        from_name=parcel.sender,
        reply_to=parcel.reply_to,
        written_at=delivery.created_at,
        link=_link(tools, parcel),
        is_personal=_has_personal_link(parcel),
    )
    if parcel.part:
        return _of_consent(tools, parcel.part, errand, language=delivery.language)
    if bundle.revision.classification != Classification.OPEN:
        return tools.postman.notice(errand, language=delivery.language)
    return _with_document(tools, parcel, errand)


def _of_consent(tools: Tools, part: Role, errand: Errand, *, language: str) -> Message:
    mail = MAILS[part]
    subject = tools.speak(language)(mail.subject)
    return tools.postman.short(
        errand, mail.template, subject=subject, language=language
    )


def _with_document(tools: Tools, parcel: Parcel, errand: Errand) -> Message:
    bundle, words = parcel.bundle, tools.speak(parcel.delivery.language)
    subject = bundle.kind.title(bundle.model, words)
    return tools.postman.document(
        errand,
        subject=subject,
        language=parcel.delivery.language,
        attachments=(*bundle.files, *_dates(bundle, words, subject)),
        kind=words(bundle.kind.label),
        meetings=meetings.lines(bundle.kind, bundle.model, words),
        yours=_yours(bundle.model, parcel.to.name),
        saved_by=bundle.revision.saved_by,
        number=bundle.revision.number,
        is_attached=bool(bundle.files),
    )


def _dates(bundle: Bundle, words: Words, subject: str) -> Iterator[Attachment]:
    """Return the next meetings as a calendar file, if there are any."""
    dates = meetings.as_file(
        bundle.kind, bundle.model, bundle.revision, summary=subject
    )
    if dates:
        yield Attachment(f"{words('Meetings')}.ics", calendar.MEDIA_TYPE, dates)


def _yours(model: Any, name: str) -> tuple[Any, ...]:
    """Return the actions this very person answers for; a first name is no proof."""
    return tuple(
        one for one in getattr(model, "actions", ()) if name in one.responsible
    )


def _link(tools: Tools, parcel: Parcel) -> str:
    """Return the address of the document: by personal link, or for who signs in."""
    base = tools.settings.base_url.rstrip("/")
    if not _has_personal_link(parcel):
        return f"{base}/records/{parcel.bundle.revision.record_id}"
    token = make_token(parcel.delivery.id, tools.settings.secret_key)
    return f"{base}/{'c' if parcel.part else 'l'}/{token}"


def _has_personal_link(parcel: Parcel) -> bool:
    is_read_by_link = parcel.bundle.revision.classification in READ_BY_LINK
    return parcel.part is not None or is_read_by_link
