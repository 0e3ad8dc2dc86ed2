"""Records: the list, one record with its live sending, its files, and what to mend."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
)
from werkzeug import Response as AnyResponse

from service.actions.consent.following import follow
from service.actions.drafts import correct
from service.actions.handing_over import ownership
from service.actions.openings import Opening, openings
from service.actions.reading import get_record, read_file
from service.actions.resending import recall, resend
from service.core.actor import Actor
from service.core.classification import Classification
from service.core.errors import Invalid, Refused
from service.core.permits import Act
from service.core.records import RecordView
from service.kinds import consent
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.following.shown import shown as consent_shown
from service.web.permits import needs
from service.web.record import handing, listing, looks
from service.web.record.files import download
from service.web.record.live import changes
from service.web.record.shown import Problem, shown
from service.web.record.situation import can_undo
from service.web.way_back import lead_back

PAUSE_SECONDS = 0.4
LOOKS = 150


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("record", __name__)
    listing.add(room, tools)
    looks.add(room, tools)
    handing.add(room, tools)
    room.register_error_handler(Refused, lead_back)
    _add_pages(room, tools)
    _add_changes(room, tools)
    return room


def _add_pages(room: Blueprint, tools: Tools) -> None:
    @room.get("/records/<uuid:record_id>")
    @needs(Act.READ_RECORD)
    def show(record_id: UUID) -> str:
        return _page(tools, record_id)

    @room.get("/records/<uuid:record_id>/events")
    @needs(Act.READ_RECORD)
    def events(record_id: UUID) -> Response:
        get_record(tools, actor(), record_id, following=True, now=now())
        return Response(
            stream_with_context(_events(tools, record_id)),
            mimetype="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    @room.get(
        "/records/<uuid:record_id>/files/<int(min=1, max=10000):revision>"
        "/<any(pdf, docx, txt):form>"
    )
    @needs(Act.READ_RECORD)
    def file(record_id: UUID, revision: int, form: str) -> Response:
        found = read_file(
            tools, actor(), record_id, revision=revision, format=form, now=now()
        )
        return download(*found)


def _add_changes(room: Blueprint, tools: Tools) -> None:
    @room.post("/records/<uuid:record_id>/correct")
    @needs(Act.WRITE_RECORD)
    def change(record_id: UUID) -> AnyResponse:
        draft = correct(tools, actor(), record_id, now=now())
        return redirect(f"/drafts/{draft.id}", code=303)

    @room.post("/records/<uuid:record_id>/recall")
    @needs(Act.SEND_RECORD)
    def undo(record_id: UUID) -> AnyResponse:
        count = recall(tools, actor(), record_id, now=now())
        flash(words().count("{n} mail recalled.", "{n} mails recalled.", count))
        return redirect(f"/records/{record_id}", code=303)

    @room.post(
        "/records/<uuid:record_id>/deliveries/<uuid:delivery_id>/resend",
        endpoint="resend",
    )
    @needs(Act.SEND_RECORD)
    def send_again(record_id: UUID, delivery_id: UUID) -> AnyResponse | tuple[str, int]:
        written = request.form.get("email", "").strip()
        email = written or None
        try:
            resend(tools, actor(), delivery_id, of=record_id, email=email, now=now())
        except Invalid as problem:
            said = Problem(delivery_id, written, problem.problems["email"][0])
            return _page(tools, record_id, problem=said), 422
        flash(words()("A new mail is on its way."))
        return redirect(f"/records/{record_id}", code=303)


def _page(tools: Tools, record_id: UUID, *, problem: Problem | None = None) -> str:
    moment = now()
    view = get_record(tools, actor(), record_id, now=moment)
    return render_template(
        "record.html",
        paused="pause" in request.args or problem is not None,
        problem=problem,
        openings=_open_now(tools, view, now=moment),
        ownership=ownership(tools, actor(), record_id, now=moment),
        **shown(view, words(), now=moment),
        **_consent(tools, actor(), view, now=moment),
    )


def _consent(
    tools: Tools, who: Actor, view: RecordView, *, now: datetime
) -> dict[str, Any]:
    """Return what the page shows beside that of a consent; nothing of other kinds."""
    if view.kind != consent.NAME:
        return {"consent": None}
    followed = follow(tools, who, view.id, following=True, now=now)
    return consent_shown(followed, words(), now=now)


def _open_now(tools: Tools, view: RecordView, *, now: datetime) -> tuple[Opening, ...]:
    if view.classification is not Classification.CONFIDENTIAL:
        return ()
    found = openings(tools, actor(), view.id, now=now)
    return tuple(opening for opening in found if opening.until > now)


def _events(tools: Tools, record_id: UUID) -> Iterator[str]:
    """Return the record's changes; each look is one short transaction of its own."""
    who, said = actor(), words()

    def look() -> tuple[RecordView, bool]:
        moment = now()
        view = get_record(tools, who, record_id, following=True, now=moment)
        return view, can_undo(view, now=moment)

    def draw(seen: tuple[RecordView, bool]) -> str:
        moment = now()
        facts = shown(seen[0], said, now=moment)
        facts |= _consent(tools, who, seen[0], now=moment)
        facts["ownership"] = ownership(tools, who, record_id, now=moment)
        return render_template("record_live.html", paused=False, problem=None, **facts)

    return changes(
        look,
        draw=draw,
        is_over=lambda seen: seen[0].is_settled,
        pause=lambda: time.sleep(PAUSE_SECONDS),
        looks=LOOKS,
    )
