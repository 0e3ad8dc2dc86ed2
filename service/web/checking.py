"""Check the answers, look at the document, send: the last pages before the mails."""

from uuid import UUID

from flask import Blueprint, redirect, render_template
from markupsafe import Markup
from werkzeug import Response

from service.actions.accounts import without_sign_in
from service.actions.composing import check, preview
from service.actions.drafts import get_draft
from service.actions.register import list_groups, list_people
from service.actions.submitting import recipients_of, submit_draft
from service.core.classification import Classification
from service.core.doubts import doubts
from service.core.errors import Invalid
from service.core.formats import MEDIA_TYPES
from service.core.permits import Act
from service.core.records import Draft, Recipient
from service.core.register import LANGUAGES
from service.forms.sending import CLASSIFICATIONS, FORMATS
from service.kinds import find_kind
from service.tools import Tools
from service.web.context import actor, now, tools, words
from service.web.following.checking import consent_page
from service.web.form_page import form_page, laid_out
from service.web.permits import needs
from service.web.recipients_page import recipients_page

Page = Response | tuple[str, int]
OPENNESS, FILES = dict(CLASSIFICATIONS), dict(FORMATS)
MINUTE = 60


def blueprint(_: Tools) -> Blueprint:
    room = Blueprint("checking", __name__)
    room.get("/drafts/<uuid:draft_id>/check")(show)
    room.get("/drafts/<uuid:draft_id>/preview.<any(pdf, docx):format>")(show_file)
    room.post("/drafts/<uuid:draft_id>/send")(send)
    return room


@needs(Act.WRITE_RECORD)
def show(draft_id: UUID) -> Page:
    """Show the page; or the earlier page that has the problems, with them."""
    draft = get_draft(tools(), actor(), draft_id)
    kind = find_kind(draft.kind)
    try:
        model = check(tools(), draft.kind, draft.answers, now=now())
    except Invalid as problem:
        return form_page(kind, draft, problems=problem.problems)
    if kind.addressed:
        return consent_page(draft, delay=_delay()), 200
    try:
        recipients = recipients_of(tools(), actor(), draft.sending, now=now())
    except Invalid as problem:
        return recipients_page(draft, problems=problem.problems)
    title = kind.title(model, tools().speak(draft.sending["language"]))
    return _page(draft, recipients, title=title), 200


@needs(Act.WRITE_RECORD)
def show_file(draft_id: UUID, format: str) -> Page:
    """Return the document as it would become; nothing is stored."""
    draft = get_draft(tools(), actor(), draft_id)
    try:
        content = _drawn(draft, format)
    except Invalid:
        return show(draft_id)
    answer = Response(content, mimetype=MEDIA_TYPES[format])
    name = f"{draft.kind}.{format}"
    answer.headers.set(
        "Content-Disposition",
        "inline" if format == "pdf" else "attachment",
        filename=name,
    )
    return answer


@needs(Act.SEND_RECORD)
def send(draft_id: UUID) -> Page:
    """Send once. A second click is answered with the page of the first one's record."""
    wait = tools().settings.undo_seconds
    try:
        sent = submit_draft(tools(), actor(), draft_id, delay=wait, now=now())
    except Invalid:
        return show(draft_id)
    return redirect(f"/records/{sent.record_id}", code=303)


def _page(draft: Draft, recipients: tuple[Recipient, ...], *, title: str) -> str:
    kind = find_kind(draft.kind)
    return render_template(
        "check.html",
        draft=draft,
        kind=kind,
        title=title,
        sections=laid_out(kind, draft.answers),
        recipients=recipients,
        shut_out=_shut_out(draft, recipients),
        organisations=_organisations(),
        languages=dict(LANGUAGES),
        doubts=doubts,
        openness=words()(OPENNESS[Classification(draft.sending["classification"])]),
        readers=_readers(draft),
        parcel=_parcel(draft),
        delay=_delay(),
        # The renderer escapes every text (see service.renderers.html).
        preview=Markup(_drawn(draft, "html").decode()),
    )


def _delay() -> str:
    """Return how long the mails wait; in seconds as long as one counts in those."""
    seconds = tools().settings.undo_seconds
    if not seconds:
        return ""
    if seconds < 2 * MINUTE:
        return words().count("{n} second", "{n} seconds", seconds)
    return words().count("{n} minute", "{n} minutes", seconds // MINUTE)


def _drawn(draft: Draft, format: str) -> bytes:
    return preview(
        tools(),
        actor(),
        kind=draft.kind,
        answers=draft.answers,
        format=format,
        language=draft.sending.get("language", words().language),
        now=now(),
    )


def _shut_out(draft: Draft, recipients: tuple[Recipient, ...]) -> str:
    """Return the names of those who get a notice and cannot sign in to read more."""
    if draft.sending["classification"] != Classification.CONFIDENTIAL:
        return ""
    without = without_sign_in(tools(), actor(), recipients)
    return ", ".join(one.name for one in without)


def _organisations() -> dict[UUID | None, str]:
    return {person.id: person.organisation for person in list_people(tools(), actor())}


def _readers(draft: Draft) -> str:
    """Return the names of the groups whose members may read the record here."""
    named = draft.sending.get("readers", [])
    groups = list_groups(tools(), actor())
    return ", ".join(one.name for one in groups if str(one.id) in named)


def _parcel(draft: Draft) -> str:
    """Say what comes with each mail."""
    speak = words()
    attached = draft.sending.get("attach", [])
    if draft.sending["classification"] != Classification.OPEN:
        return speak("A notice with a link, and no personal data")
    if not attached:
        return speak("A mail with a link")
    files = " + ".join(speak(FILES[format]) for format in attached)
    return speak("The document as {files}, attached", files=files)
