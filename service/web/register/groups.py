"""Groups: their names and types. Members have a file of their own."""

from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.register import get_group, save_group
from service.core.errors import Invalid
from service.core.permits import Act
from service.forms.register import GroupForm
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, answers_of, draw, posted

FORM = GroupForm()
PAGE = "register_group_form.html"


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/groups/new")
    @needs(Act.WRITE_REGISTER)
    def new_group() -> Page:
        return draw(PAGE, FORM, {}, group=None)

    @room.post("/groups/new")
    @needs(Act.WRITE_REGISTER)
    def make_group() -> Response | Page:
        return _save(tools, None)

    @room.get("/groups/<uuid:group_id>/edit")
    @needs(Act.WRITE_REGISTER)
    def edit_group(group_id: UUID) -> Page:
        known = get_group(tools, actor(), group_id)
        return draw(PAGE, FORM, answers_of(known), group=known)

    @room.post("/groups/<uuid:group_id>/edit")
    @needs(Act.WRITE_REGISTER)
    def change_group(group_id: UUID) -> Response | Page:
        return _save(tools, group_id)


def _save(tools: Tools, group_id: UUID | None) -> Response | Page:
    answers = posted(FORM)
    known = get_group(tools, actor(), group_id) if group_id else None
    try:
        saved = save_group(tools, actor(), answers, group_id=group_id, now=now())
    except Invalid as problem:
        return draw(PAGE, FORM, answers, problems=problem.problems, group=known)
    flash(words()("Saved."))
    return redirect(f"/register/groups/{saved}", code=303)
