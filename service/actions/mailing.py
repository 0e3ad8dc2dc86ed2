"""The job that mails one revision to one recipient."""

from dataclasses import dataclass
from typing import Any

from service.actions import meetings
from service.actions.links import READ_BY_LINK, make_token
from service.channels import calendar
from service.channels.message import Attachment, Letter, Message
from service.channels.postman import Errand
from service.core.errors import Erased, Fenced
from service.core.failpoints import failpoint
from service.core.jobs import Job
from service.core.records import Classification
from service.core.sentence import Sentence
from service.document.words import Words
from service.kind import AnyKind
from service.kinds import find_kind
from service.store import attempts, jobs, organisations, revisions
from service.store.attempts import Phase
from service.store.tables.records import DeliveryRow, RenditionRow, RevisionRow
from service.store.tables.register import AccountRow
from service.tools import Tools

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a mail is made of, read in one look."""

    delivery: DeliveryRow
    revision: RevisionRow
    renditions: dict[str, RenditionRow]
    kind: AnyKind
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
        revision = revisions.get(session, delivery.revision_id)
        sender = organisations.get(session, delivery.organisation_id)
        account = revision.account_id and session.get(AccountRow, revision.account_id)
        files = revisions.renditions(session, revision.id)
        kind = find_kind(revisions.kind_of(session, revision.record_id))
        session.expunge_all()
    return Parcel(
        delivery=delivery,
        revision=revision,
        renditions={file.format: file for file in files},
        kind=kind,
        sender=sender.name,
        reply_to=account.email if account else sender.email,
    )


def _message(tools: Tools, parcel: Parcel) -> Message:
    delivery, revision = parcel.delivery, parcel.revision
    errand = Errand(
        delivery_id=delivery.id,
        to_name=delivery.name,
        to_address=delivery.email,
        from_name=parcel.sender,
        reply_to=parcel.reply_to,
        written_at=delivery.created_at,
        link=_link(tools, parcel),
    )
    if revision.classification != Classification.OPEN:
        return tools.postman.notice(errand, language=delivery.language)
    return _with_document(tools, parcel, errand)


def _with_document(tools: Tools, parcel: Parcel, errand: Errand) -> Message:
    revision, kind = parcel.revision, parcel.kind
    words = tools.speak(parcel.delivery.language)
    model = kind.read(kind.upgrade(revision.answers, revision.answers_version))
    subject = kind.title(model, words)
    return tools.postman.document(
        errand,
        subject=subject,
        language=parcel.delivery.language,
        attachments=_attachments(tools, parcel, model, words, subject),
        kind=words(kind.label),
        meetings=meetings.lines(kind, model, words),
        yours=_yours(model, parcel.delivery.name),
        saved_by=revision.saved_by,
        number=revision.number,
        is_attached=bool(revision.attach),
    )


def _attachments(
    tools: Tools, parcel: Parcel, model: Any, words: Words, subject: str
) -> tuple[Attachment, ...]:
    files = [_file(tools, parcel.renditions[form]) for form in parcel.revision.attach]
    dates = meetings.as_file(parcel.kind, model, parcel.revision, summary=subject)
    if dates:
        name = f"{words('Meetings')}.ics"
        files.append(Attachment(name, calendar.MEDIA_TYPE, dates))
    return tuple(files)


def _file(tools: Tools, file: RenditionRow) -> Attachment:
    content = tools.files.get(file.sha256)
    return Attachment(file.filename, MEDIA_TYPES[file.format], content)


def _yours(model: Any, name: str) -> tuple[Any, ...]:
    """Return the actions this very person answers for; a first name is no proof."""
    return tuple(
        one for one in getattr(model, "actions", ()) if name in one.responsible
    )


def _link(tools: Tools, parcel: Parcel) -> str:
    """Return the address of the document: by personal link, or for who signs in."""
    base = tools.settings.base_url.rstrip("/")
    if parcel.revision.classification not in READ_BY_LINK:
        return f"{base}/records/{parcel.revision.record_id}"
    return f"{base}/l/{make_token(parcel.delivery.id, tools.settings.secret_key)}"
