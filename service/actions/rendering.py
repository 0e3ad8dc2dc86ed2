"""The job that turns a revision into files, and lets its mails go."""

import re
from datetime import date
from io import BytesIO
from textwrap import shorten
from uuid import UUID

from pypdf import PdfReader

from service.actions.composing import compose, letterhead_of
from service.core.failpoints import failpoint
from service.core.formats import MEDIA_TYPES
from service.core.jobs import Job, JobKind
from service.core.records import Classification
from service.document.blocks import Document
from service.renderers import TEMPLATE_VERSION
from service.store import jobs, revisions
from service.store.tables.records import RenditionRow, RevisionRow
from service.store.work import Work
from service.tools import Tools

FORMATS = tuple(MEDIA_TYPES)
NOT_IN_A_NAME = re.compile(r"[^\w]+")
LONGEST_NAME = 60


def make_documents(tools: Tools, job: Job) -> None:
    """Draw and store every format; then let the mails go, in one transaction.

    Doing it twice gives the same files: the clock is the revision's own.
    """
    revision, document = _composed(tools, job.subject_id)
    drawn = {
        form: tools.renderers[form](document, now=revision.saved_at) for form in FORMATS
    }
    stored = {form: tools.files.put(content) for form, content in drawn.items()}
    pages = len(PdfReader(BytesIO(drawn["pdf"])).pages)
    with tools.begin() as work:
        locked = revisions.lock(work, revision.id)
        jobs.finish(work, job)  # a worker fenced out leaves here, with nothing written
        locked.template_version = TEMPLATE_VERSION
        for form, digest in stored.items():
            work.session.add(
                RenditionRow(
                    organisation_id=revision.organisation_id,
                    revision_id=revision.id,
                    format=form,
                    filename=f"{_filename(revision)}.{form}",
                    size=len(drawn[form]),
                    sha256=digest,
                    pages=pages if form == "pdf" else 0,
                )
            )
        _let_mails_go(work, locked, job)
        failpoint("render.before_commit")
    failpoint("render.after_commit")


def _composed(tools: Tools, revision_id: UUID) -> tuple[RevisionRow, Document]:
    with tools.look() as session:
        revision = revisions.get(session, revision_id)
        kind = revisions.kind_of(session, revision.record_id)
        words = tools.speak(revision.language)
        head = letterhead_of(session, revision.organisation_id, words)
        session.expunge(revision)
    answers = revision.answers
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


def _filename(revision: RevisionRow) -> str:
    """Return a name people recognise; a record that is not open gets a blank one."""
    day: date = revision.saved_at.date()
    if revision.classification != Classification.OPEN:
        return f"{day.isoformat()}-{revision.record_id.hex[:8]}"
    words = NOT_IN_A_NAME.sub(" ", revision.title)
    name = shorten(words, LONGEST_NAME, placeholder="").replace(" ", "-")
    return f"{name}-v{revision.number}" if revision.number > 1 else name
