"""Who gets it and how: openness, language, files, members, people, typed addresses."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, flash, redirect, request
from werkzeug import Response
from werkzeug.datastructures import MultiDict

from service.actions.drafts import get_draft, save_draft
from service.actions.submitting import recipients_of
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.records import Draft
from service.forms.posted import answers_from
from service.tools import Tools
from service.web.autosave import noted
from service.web.candidates import mailable
from service.web.context import actor, now, tools, words
from service.web.drafts import address
from service.web.people_sought import seek
from service.web.permits import needs
from service.web.recipients_page import FORM, members_of, recipients_page
from service.web.wishes import NOTHING, TO_POSTED, Wish, read_wish

Form = MultiDict[str, str]
Page = Response | tuple[str, int]
CHOICES = ("classification", "language")


def blueprint(_: Tools) -> Blueprint:
    room = Blueprint("recipients", __name__)
    room.get("/drafts/<uuid:draft_id>/recipients")(show)
    room.post("/drafts/<uuid:draft_id>/recipients")(choose)
    room.post("/drafts/<uuid:draft_id>/recipients/autosave")(keep_quietly)
    return room


@needs(Act.WRITE_RECORD)
def show(draft_id: UUID) -> Page:
    return recipients_page(get_draft(tools(), actor(), draft_id))


@needs(Act.WRITE_RECORD)
def choose(draft_id: UUID) -> Page:
    draft = get_draft(tools(), actor(), draft_id)
    wish = read_wish(request.form.get("do", ""))
    return _go_on(save(request.form, draft, wish=wish), wish)


@needs(Act.WRITE_RECORD)
def keep_quietly(draft_id: UUID) -> Response:
    return noted(save(request.form, get_draft(tools(), actor(), draft_id)))


def save(form: Form, draft: Draft, *, wish: Wish = NOTHING) -> Draft:
    sending = sending_from(form, wish)
    if wish.verb == "group":
        added = mailable(members_of(form.get("from-group", "")))
        sending["people"] = list(dict.fromkeys([*sending["people"], *added]))
        readers = [*sending["readers"], form.get("from-group", "")]
        sending["readers"] = list(dict.fromkeys(readers))
    return save_draft(
        tools(),
        actor(),
        kind=draft.kind,
        answers=draft.answers,
        sending=sending,
        draft_id=draft.id,
        now=now(),
    )


def sending_from(form: Form, wish: Wish) -> dict[str, Any]:
    """Return the posted choices as `SendingForm` loads them, whether valid or not."""
    rearrange = TO_POSTED.get(wish.verb)
    posted = form.to_dict()
    if rearrange:
        posted = rearrange(posted, rows=wish.rows, index=wish.index)
    return {
        **{name: form[name] for name in CHOICES if name in form},
        "attach": form.getlist("attach"),
        "people": form.getlist("people"),
        "readers": form.getlist("readers"),
        "typed": answers_from(FORM, posted).get("typed", []),
    }


def keep(form: Form, draft_id: UUID) -> str:
    """Keep what was chosen when the session ended (see `keeping`)."""
    try:
        draft = save(form, get_draft(tools(), actor(), draft_id))
    except NotFound:
        return "/"
    return address(draft, part="/recipients")


KEEPERS = {"recipients.choose": keep, "recipients.keep_quietly": keep}


def _go_on(draft: Draft, wish: Wish) -> Page:
    if wish.verb == "later":
        flash(words()("The draft is saved. Go on whenever you like."))
        return redirect("/", code=303)
    if wish.verb:
        return redirect(address(draft, part=f"/recipients{_place(wish)}"), code=303)
    try:
        recipients_of(tools(), actor(), draft.sending, now=now())
    except Invalid as problem:
        return recipients_page(draft, problems=problem.problems)
    return redirect(address(draft, part="/check"), code=303)


def _place(wish: Wish) -> str:
    """Return the part of the address that shows what was asked for."""
    if wish.verb == "group":
        asked = urlencode({"group": request.form.get("from-group", "")})
        return f"?{asked}#people"
    return f"?{seek(request.form)}#people" if wish.verb == "search" else wish.place
