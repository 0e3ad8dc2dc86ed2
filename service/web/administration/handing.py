"""The page on which all that somebody has is handed over, and how far that has come."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.handing_over_all import HANDOVER_OF_ALL, estate_of, hand_over_all
from service.core.errors import Invalid
from service.core.permits import Act
from service.tools import Tools
from service.web.colleagues import options
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/accounts/<uuid:account_id>/hand-over")
    @needs(Act.MANAGE_ACCOUNTS)
    def ask_hand_over_all(account_id: UUID) -> Page:
        return _page(tools, account_id, {})

    @room.post("/accounts/<uuid:account_id>/hand-over", endpoint="hand_over_all")
    @needs(Act.MANAGE_ACCOUNTS)
    def give_all(account_id: UUID) -> Response | Page:
        answers = posted(HANDOVER_OF_ALL)
        try:
            hand_over_all(tools, actor(), account_id, answers, now=now())
        except Invalid as problem:
            return _page(tools, account_id, answers, problem.problems)
        flash(words()("The records are being handed over."))
        here = f"/administration/accounts/{account_id}/hand-over"
        return redirect(here, code=303)


def _page(tools: Tools, account_id: UUID, answers: Any, problems: Any = None) -> Page:
    estate = estate_of(tools, actor(), account_id, now=now())
    return draw(
        "administration_handover.html",
        HANDOVER_OF_ALL,
        answers,
        problems=problems,
        estate=estate,
        colleagues=options(estate.colleagues),
    )
