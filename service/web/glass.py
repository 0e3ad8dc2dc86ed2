"""The glass before a confidential record: what it is, and how to break it in need."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.glass import (
    LONGEST_REASON,
    break_glass,
    close_glass,
    refuse_the_closed,
)
from service.core.errors import Invalid
from service.core.permits import Act
from service.limits import Limit
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.limiting import take
from service.web.permits import needs

NOTHING: Mapping[Any, Any] = MappingProxyType({})


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("glass", __name__, url_prefix="/records/<uuid:record_id>/glass")

    @room.get("")
    @needs(Act.BREAK_GLASS)
    def look(record_id: UUID) -> Response:
        refuse_the_closed(tools, actor(), record_id, now=now())
        return redirect(f"/records/{record_id}", code=303)

    @room.post("")
    @needs(Act.BREAK_GLASS)
    def open_record(record_id: UUID) -> Response | tuple[str, int]:
        take(Limit.GLASS_BROKEN, str(actor().account_id))
        try:
            break_glass(
                tools,
                actor(),
                record_id,
                reason=request.form.get("reason", ""),
                understood="understood" in request.form,
                now=now(),
            )
        except Invalid as problem:
            return page(record_id, problems=problem.problems), 422
        flash(words()("The record is open to you. Its owner is told."))
        return redirect(f"/records/{record_id}", code=303)

    @room.post("/close")
    @needs(Act.BREAK_GLASS)
    def close(record_id: UUID) -> Response:
        close_glass(tools, actor(), record_id, now=now())
        flash(words()("The record is closed again."))
        return redirect("/records", code=303)

    return room


def page(record_id: UUID, *, problems: Mapping[Any, Any] = NOTHING) -> str:
    """Return the page that stands in place of the record: it says nothing of it."""
    return render_template(
        "glass.html",
        record_id=record_id,
        problems={name: said[0] for name, said in problems.items()},
        reason=request.form.get("reason", ""),
        understood="understood" in request.form,
        most=LONGEST_REASON,
    )
