"""What would go, seen before anything goes: the registrar chooses."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug import Response

from service.actions.disposing import propose
from service.actions.retention import MOST_AT_ONCE, list_ripe, see_ahead
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.sentence import Sentence
from service.kinds import KINDS
from service.tools import Tools
from service.web.context import actor, now
from service.web.permits import needs
from service.web.register.sheet import Page

CHOSEN = "record-"


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention/due")
    @needs(Act.MANAGE_RETENTION)
    def due() -> Page:
        return _page(tools)

    @room.post("/retention/due")
    @needs(Act.MANAGE_RETENTION)
    def choose() -> Response | Page:
        chosen = _chosen(request.form)
        try:
            erasure_id = propose(tools, actor(), chosen, now=now())
        except Invalid as problem:
            return _page(tools, chosen, problem=problem.problems["records"][0])
        return redirect(f"/retention/erasures/{erasure_id}", code=303)


def _page(
    tools: Tools, chosen: Iterable[UUID] = (), *, problem: Sentence | None = None
) -> Page:
    moment = now()
    ripe = list_ripe(tools, actor(), now=moment)
    ahead = see_ahead(tools, actor(), now=moment)
    page = render_template(
        "retention_due.html",
        due=[one for one in ripe if not one.term.facts.is_held],
        held=[one for one in ripe if one.term.facts.is_held],
        more=max(0, ahead.due + ahead.held - MOST_AT_ONCE),
        chosen=set(chosen),
        kinds=KINDS,
        problem=problem,
        prefix=CHOSEN,
    )
    return page, 422 if problem else 200


def _chosen(names: Iterable[str]) -> tuple[UUID, ...]:
    """Return the ids of the boxes that were ticked; our page posts nothing else."""
    told = (name.removeprefix(CHOSEN) for name in names if name.startswith(CHOSEN))
    return tuple(UUID(text) for text in told if _is_id(text))


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
