"""The job that mails one revision to one recipient."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from service.actions import meetings
from service.actions.bundles import Bundle, bundle_of
from service.actions.links import READ_BY_LINK, make_token
from service.channels import calendar
from service.channels.message import Attachment, Letter, Message
from service.channels.postman import Errand
from service.core.errors import Erased, Fenced, GiveUp
from service.core.failpoints import failpoint
from service.core.jobs import Job
from service.core.records import Classification
from service.core.sentence import Sentence
from service.document.words import Words
from service.store import attempts, jobs, organisations, recipients
from service.store.attempts import Phase
from service.store.tables.records import DeliveryRow
from service.store.tables.register import AccountRow
from service.tools import Tools


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a mail is made of, read in one look."""

    delivery: DeliveryRow
    bundle: Bundle
    sender: str
    reply_to: str


def send_mail(tools: Tools, job: Job) -> None:
    """Mail it, and write down the intent before the one moment of doubt.

    A worker that was fenced out meanwhile still writes down what the relay said.
    """
    channel = tools.channels["mail"]
    letter = channel.write(_message(tools, _parcel(tools, job)))
    failpoint("mail.before_intent")
    reply = channel.deliver(letter, on_intent=lambda: _intend(tools, job, letter))
    failpoint("mail.after_accepted")
    try:
        with tools.begin() as work:
            attempts.conclude(work, job, Phase.ACCEPTED, reply=reply)
            jobs.finish(work, job)
    except Fenced:
        with tools.begin() as work:
            attempts.conclude(work, job, Phase.ACCEPTED, reply=reply)
        raise
    failpoint("mail.after_commit")


def _intend(tools: Tools, job: Job, letter: Letter) -> None:
    """Commit the intent, if the job is still ours and nobody has recalled it."""
    with tools.begin() as work:
        jobs.renew(work, job, lease=tools.settings.lease_seconds)
        attempts.intend(work, job, message_id=letter.message_id, raw=letter.raw)
    failpoint("mail.after_intent")


def _parcel(tools: Tools, job: Job) -> Parcel:
    with tools.look() as session:
        delivery = session.get(DeliveryRow, job.subject_id)
        if delivery is None:
            raise Erased(Sentence("There is no such delivery."))
        if recipients.is_protected(session, delivery.person_id):
            raise GiveUp("protected")
        bundle = bundle_of(session, tools.files, delivery.revision_id)
        sender = organisations.get(session, delivery.organisation_id)
        author = bundle.revision.account_id
        account = author and session.get(AccountRow, author)
        session.expunge_all()
    return Parcel(
        delivery,
        bundle,
        sender=sender.name,
        reply_to=account.email if account else sender.email,
    )


def _message(tools: Tools, parcel: Parcel) -> Message:
    delivery, bundle = parcel.delivery, parcel.bundle
    errand = Errand(
        delivery_id=delivery.id,
        to_name=delivery.name,
        to_address=delivery.email,
        from_name=parcel.sender,
        reply_to=parcel.reply_to,
        written_at=delivery.created_at,
        link=_link(tools, parcel),
        is_personal=_has_personal_link(parcel),
    )
    if bundle.revision.classification != Classification.OPEN:
        return tools.postman.notice(errand, language=delivery.language)
    return _with_document(tools, parcel, errand)


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
        yours=_yours(bundle.model, parcel.delivery.name),
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
    return f"{base}/l/{make_token(parcel.delivery.id, tools.settings.secret_key)}"


def _has_personal_link(parcel: Parcel) -> bool:
    return parcel.bundle.revision.classification in READ_BY_LINK
