"""One record's time: when what happened to it, and who wants it to stay."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template
from werkzeug import Response

from service.actions.holding import get_keeping, hold, lift, set_days
from service.core.day import home_day
from service.core.erasures import Keeping
from service.core.errors import Invalid, Problems
from service.core.permits import Act
from service.core.retention import Event, born_on
from service.forms.posted import problem_list
from service.forms.retention import DaysForm, ReasonForm
from service.kinds import find_kind
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page, fields, posted

DAYS, REASON = DaysForm(), ReasonForm()


def add(room: Blueprint, tools: Tools) -> None:
    _add_days(room, tools)
    _add_holds(room, tools)


def _add_days(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention/records/<uuid:record_id>")
    @needs(Act.MANAGE_RETENTION)
    def record(record_id: UUID) -> Page:
        return _page(tools, record_id)

    @room.post("/retention/records/<uuid:record_id>/days")
    @needs(Act.MANAGE_RETENTION)
    def save_days(record_id: UUID) -> Response | Page:
        answers = posted(DAYS)
        try:
            set_days(tools, actor(), record_id, answers, now=now())
        except Invalid as problem:
            return _page(tools, record_id, days=answers, problems=problem.problems)
        return _back(record_id, words()("Saved."))


def _add_holds(room: Blueprint, tools: Tools) -> None:
    @room.post("/retention/records/<uuid:record_id>/hold")
    @needs(Act.MANAGE_RETENTION)
    def hold_record(record_id: UUID) -> Response | Page:
        try:
            hold(tools, actor(), record_id, posted(REASON), now=now())
        except Invalid as problem:
            return _page(tools, record_id, at="hold", problems=problem.problems)
        return _back(record_id, words()("The record stays until the hold is lifted."))

    @room.post("/retention/records/<uuid:record_id>/holds/<uuid:hold_id>/lift")
    @needs(Act.MANAGE_RETENTION)
    def lift_hold(record_id: UUID, hold_id: UUID) -> Response | Page:
        try:
            lift(tools, actor(), record_id, hold_id, posted(REASON), now=now())
        except Invalid as problem:
            at = f"lift-{hold_id}"
            return _page(tools, record_id, at=at, problems=problem.problems)
        return _back(record_id, words()("The hold is lifted."))


def _back(record_id: UUID, said: str) -> Response:
    flash(said)
    return redirect(f"/retention/records/{record_id}", code=303)


def _page(
    tools: Tools,
    record_id: UUID,
    *,
    days: dict[str, Any] | None = None,
    problems: Problems | None = None,
    at: str = "",
) -> Page:
    """Return the page; `at` names the field of a reason that is missing or wrong."""
    keeping = get_keeping(tools, actor(), record_id, now=now())
    listed = problem_list(problems or {}, REASON if at else DAYS)
    told = dict(reversed(listed)) if not at else {}
    page = render_template(
        "retention_record.html",
        keeping=keeping,
        kind=find_kind(keeping.term.facts.kind),
        fields=fields(DAYS, _answers(keeping) if days is None else days, told),
        problems=[(at or id, said) for id, said in listed],
        wrong={at: listed[0][1]} if at and listed else {},
        today=home_day(now()),
        events=Event,
    )
    return page, 422 if listed else 200


def _answers(keeping: Keeping) -> dict[str, Any]:
    facts = keeping.term.facts
    of_age = facts.dates.get(Event.EIGHTEENTH_BIRTHDAY)
    known = {
        "case_closed": facts.dates.get(Event.CASE_CLOSED),
        "withdrawal": facts.dates.get(Event.WITHDRAWAL),
        "born": born_on(of_age) if of_age else None,
    }
    told = {name: day.isoformat() for name, day in known.items() if day}
    return {**told, "outcome": facts.outcome}
