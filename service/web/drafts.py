"""Filling in a form: every posting is kept as a draft, valid or not."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from service.actions.composing import check
from service.actions.drafts import discard_draft, get_draft, save_draft
from service.actions.register import get_group
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.records import Draft
from service.forms.meaning import as_meant
from service.forms.posted import answers_from
from service.kinds import find_kind
from service.tools import Tools
from service.web.autosave import noted
from service.web.candidates import current
from service.web.context import actor, now, today, tools, words
from service.web.form_page import form_page
from service.web.permits import needs
from service.web.wishes import NOTHING, TO_POSTED, Wish, read_wish, with_members

Form = MultiDict[str, str]
Page = Response | tuple[str, int]


def blueprint(_: Tools) -> Blueprint:
    room = Blueprint("drafts", __name__)
    room.get("/new/<kind>")(ask)
    room.post("/new/<kind>")(begin)
    room.post("/new/<kind>/autosave")(begin_quietly)
    room.get("/drafts/<uuid:draft_id>")(show)
    room.post("/drafts/<uuid:draft_id>")(change)
    room.post("/drafts/<uuid:draft_id>/autosave")(keep_quietly)
    room.post("/drafts/<uuid:draft_id>/discard")(discard)
    return room


@needs(Act.WRITE_RECORD)
def ask(kind: str) -> Page:
    return form_page(find_kind(kind), None)


@needs(Act.WRITE_RECORD)
def begin(kind: str) -> Page:
    wish = read_wish(request.form.get("do", ""))
    return _go_on(save(request.form, kind, wish=wish), wish)


@needs(Act.WRITE_RECORD)
def show(draft_id: UUID) -> Page:
    draft = get_draft(tools(), actor(), draft_id)
    return form_page(find_kind(draft.kind), draft, more=request.args.get("more", ""))


@needs(Act.WRITE_RECORD)
def change(draft_id: UUID) -> Page:
    draft = get_draft(tools(), actor(), draft_id)
    wish = read_wish(request.form.get("do", ""))
    return _go_on(save(request.form, draft.kind, wish=wish, draft_id=draft.id), wish)


@needs(Act.WRITE_RECORD)
def begin_quietly(kind: str) -> Response:
    return noted(save(request.form, kind))


@needs(Act.WRITE_RECORD)
def keep_quietly(draft_id: UUID) -> Response:
    draft = get_draft(tools(), actor(), draft_id)
    return noted(save(request.form, draft.kind, draft_id=draft.id))


@needs(Act.WRITE_RECORD)
def discard(draft_id: UUID) -> Response:
    discard_draft(tools(), actor(), draft_id, now=now())
    flash(words()("The draft was thrown away."))
    return redirect("/", code=303)


def save(
    form: Form, kind: str, *, wish: Wish = NOTHING, draft_id: UUID | None = None
) -> Draft:
    """Keep the posted answers, rearranged as the pressed button asks.

    What rests on the day of writing ("i dag") is kept as that day.
    """
    rearrange = TO_POSTED.get(wish.verb)
    posted = joined(form)
    if rearrange:
        posted = rearrange(posted, rows=wish.rows, index=wish.index)
    schema = find_kind(kind).schema
    answers = as_meant(schema, answers_from(schema, posted), today=today())
    return save_draft(
        tools(),
        actor(),
        kind=kind,
        answers=_filled(answers, wish, form),
        draft_id=draft_id,
        now=now(),
    )


def joined(form: Form) -> dict[str, str]:
    """Return the posted fields; boxes with one name become lines of one text."""
    return {name: "\n".join(form.getlist(name)) for name in form}


def keep_new(form: Form, kind: str) -> str:
    """Keep what was written when the session ended (see `keeping`)."""
    return address(save(form, kind))


def keep_changed(form: Form, draft_id: UUID) -> str:
    """As `keep_new`; somebody else's draft stays as it is, and a new one is made."""
    kind = form.get("kind", "")
    try:
        return address(save(form, kind, draft_id=draft_id))
    except NotFound:
        return address(save(form, kind))


KEEPERS = {
    "drafts.begin": keep_new,
    "drafts.begin_quietly": keep_new,
    "drafts.change": keep_changed,
    "drafts.keep_quietly": keep_changed,
}


def address(draft: Draft, *, part: str = "") -> str:
    return f"/drafts/{draft.id}{part}"


def _filled(answers: dict[str, Any], wish: Wish, form: Form) -> dict[str, Any]:
    if wish.verb != "members":
        return answers
    try:
        group = get_group(tools(), actor(), UUID(form.get("from-group", "")))
    except (ValueError, NotFound):
        return answers
    members = current(group, today=today())
    return with_members(answers, rows=wish.rows, members=members)


def _go_on(draft: Draft, wish: Wish) -> Page:
    if wish.verb == "later":
        flash(words()("The draft is saved. Go on whenever you like."))
        return redirect("/", code=303)
    if wish.rows:
        return redirect(address(draft, part=wish.place), code=303)
    return _checked(draft)


def _checked(draft: Draft) -> Response:
    """Go on to the next page. The check shows the form again if something is wrong:

    by GET, so that the browser's way back never asks to send anything once more.
    """
    try:
        check(tools(), draft.kind, draft.answers, now=now())
        is_whole = True
    except Invalid:
        is_whole = False
    asks_more = is_whole and not find_kind(draft.kind).addressed
    return redirect(address(draft, part="/recipients" if asks_more else "/check"), 303)
