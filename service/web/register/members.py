"""A group's members: who is in it, with which role, from when and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, request
from werkzeug import Response

from service.actions.register import (
    add_membership,
    end_membership,
    get_group,
    list_people,
)
from service.core.day import home_day
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.register import GROUP_TYPES, MEMBER_ROLES, Person
from service.core.sentence import Sentence
from service.core.when import read_day
from service.forms.register import MembershipForm
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, draw, posted

FORM = MembershipForm()


@dataclass(frozen=True, slots=True)
class Unended:
    """A membership whose last day could not be read: what was written, and why not."""

    membership_id: UUID
    written: str
    said: Sentence


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/groups/<uuid:group_id>")
    @needs(Act.READ_REGISTER)
    def group(group_id: UUID) -> Page:
        return _page(tools, group_id, _blank())

    @room.post("/groups/<uuid:group_id>/members")
    @needs(Act.WRITE_REGISTER)
    def add_member(group_id: UUID) -> Response | Page:
        answers = posted(FORM)
        try:
            add_membership(tools, actor(), group_id, answers, now=now())
        except Invalid as problem:
            return _page(tools, group_id, answers, problems=problem.problems)
        return redirect(f"/register/groups/{group_id}", code=303)

    @room.post("/groups/<uuid:group_id>/members/<uuid:membership_id>/end")
    @needs(Act.WRITE_REGISTER)
    def end(group_id: UUID, membership_id: UUID) -> Response | Page:
        written = request.form.get("until", "")
        try:
            end_membership(
                tools,
                actor(),
                membership_id,
                of=group_id,
                until=_last_day(written),
                now=now(),
            )
        except Invalid as problem:
            said = Unended(membership_id, written, problem.problems["until"][0])
            return _page(tools, group_id, _blank(), unended=said)
        flash(words()("The membership is ended."))
        return redirect(f"/register/groups/{group_id}", code=303)


def _page(
    tools: Tools,
    group_id: UUID,
    answers: Mapping[str, Any],
    *,
    problems: Mapping[str | int, Any] | None = None,
    unended: Unended | None = None,
) -> Page:
    people = list_people(tools, actor())
    page, status = draw(
        "register_group.html",
        FORM,
        answers,
        problems=problems,
        group=get_group(tools, actor(), group_id),
        people=[
            {"value": str(one.id), "text": _called(one)}
            for one in people
            if not one.masked
        ],
        types=dict(GROUP_TYPES),
        roles=dict(MEMBER_ROLES),
        unended=unended,
        today=_today(),
    )
    return page, 422 if unended else status


def _called(person: Person) -> str:
    """Return a name that tells people with one name apart."""
    return ", ".join(filter(None, (person.name, person.title, person.organisation)))


def _blank() -> dict[str, str]:
    return {"role": "member", "since": _today()}


def _last_day(written: str) -> date:
    try:
        return read_day(written)
    except ValueError as problem:
        raise Invalid({"until": [problem.args[0]]}) from None


def _today() -> str:
    return home_day(now()).isoformat()
