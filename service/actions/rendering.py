"""The job that turns a revision into files, and lets its mails go."""

from hashlib import sha256
from io import BytesIO
from uuid import UUID

from pypdf import PdfReader

from service.actions.composing import compose, letterhead_of
from service.core.actor import SYSTEM
from service.core.failpoints import failpoint
from service.core.formats import MEDIA_TYPES
from service.core.jobs import Job, JobKind
from service.document.blocks import Document
from service.renderers import TEMPLATE_VERSION
from service.store import jobs, revisions
from service.store.tables.records import RenditionRow, RevisionRow
from service.store.work import Work
from service.tools import Tools

FORMATS = tuple(MEDIA_TYPES)


def make_documents(tools: Tools, job: Job) -> None:
    """Draw and store every format; then let the mails go, in one transaction.

    Doing it twice gives the same files: the clock is the revision's own.
    """
    revision, document = _composed(tools, job.subject_id)
    box = revisions.box_of(tools.vault, revision)
    drawn = {
        form: tools.renderers[form](document, now=revision.saved_at) for form in FORMATS
    }
    stored = {
        form: tools.files.put(
            box.seal(content, what=revisions.file_place(revision.number, form))
        )
        for form, content in drawn.items()
    }
    pages = len(PdfReader(BytesIO(drawn["pdf"])).pages)
    with tools.begin(SYSTEM) as work:
        locked = revisions.lock(work, revision.id)
        jobs.finish(work, job)  # a worker fenced out leaves here, with nothing written
        locked.template_version = TEMPLATE_VERSION
        for form, content in drawn.items():
            work.session.add(
                RenditionRow(
                    organisation_id=revision.organisation_id,
                    revision_id=revision.id,
                    format=form,
                    size=len(content),
                    sha256=sha256(content).hexdigest(),
                    stored=stored[form],
                    pages=pages if form == "pdf" else 0,
                )
            )
        _let_mails_go(work, locked, job)
        failpoint("render.before_commit")
    failpoint("render.after_commit")


def _composed(tools: Tools, revision_id: UUID) -> tuple[RevisionRow, Document]:
    with tools.look(SYSTEM) as session:
        revision = revisions.get(session, revision_id)
        kind = revisions.kind_of(session, revision.record_id)
        words = tools.speak(revision.language)
        head = letterhead_of(session, revision.organisation_id, words)
        session.expunge(revision)
    answers = revisions.answers_of(tools.vault, revision)
    return revision, compose(kind, answers, revision.answers_version, words, head)


def _let_mails_go(work: Work, revision: RevisionRow, job: Job) -> None:
    if revision.recalled_at is not None:
        return
    for delivery in revisions.deliveries(work.session, revision.id):
        work.enqueue(
            JobKind.MAIL,
            delivery.id,
            organisation_id=revision.organisation_id,
            delay=max(0.0, revision.undo_seconds - job.age),
        )
