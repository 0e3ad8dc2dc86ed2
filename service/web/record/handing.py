"""The pages on which a record is handed over to a colleague, and handed back."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.handing_over import (
    HANDOVER,
    before_handing_over,
    hand_back,
    hand_over,
)
from service.core.errors import Invalid
from service.core.permits import Act
from service.kinds import consent, find_kind
from service.tools import Tools
from service.web.colleagues import options
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/records/<uuid:record_id>/hand-over")
    @needs(Act.HAND_OVER)
    def ask_hand_over(record_id: UUID) -> Page:
        return _page(tools, record_id, {})

    @room.post("/records/<uuid:record_id>/hand-over", endpoint="hand_over")
    @needs(Act.HAND_OVER)
    def give(record_id: UUID) -> Response | Page:
        answers = posted(HANDOVER)
        try:
            is_read = hand_over(tools, actor(), record_id, answers, now=now())
        except Invalid as problem:
            return _page(tools, record_id, answers, problem.problems)
        flash(words()("The record is handed over. A mail tells them so."))
        return _on(record_id, is_read=is_read)

    @room.post("/records/<uuid:record_id>/hand-back", endpoint="hand_back")
    @needs(Act.HAND_OVER)
    def give_back(record_id: UUID) -> Response:
        is_read = hand_back(tools, actor(), record_id, now=now())
        flash(words()("The record is handed back. A mail tells them so."))
        return _on(record_id, is_read=is_read)


def _on(record_id: UUID, *, is_read: bool) -> Response:
    """Lead on to the record; to the start page who may not read it any more."""
    return redirect(f"/records/{record_id}" if is_read else "/", code=303)


def _page(tools: Tools, record_id: UUID, answers: Any, problems: Any = None) -> Page:
    parting = before_handing_over(tools, actor(), record_id, now=now())
    return draw(
        "handover.html",
        HANDOVER,
        answers,
        problems=problems,
        parting=parting,
        kind=words()(find_kind(parting.kind).label),
        is_consent=parting.kind == consent.NAME,
        colleagues=options(parting.colleagues),
    )
