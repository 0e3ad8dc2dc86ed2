"""The organisation as a sender, when it reminds, and its units."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, flash, redirect, request
from werkzeug import Response

from service.actions.consent.reminder_policy import (
    FORM,
    forget_reminders,
    save_reminders,
    show_reminders,
)
from service.actions.register import (
    add_unit,
    get_organisation,
    list_units,
    save_logo,
    save_organisation,
)
from service.core.errors import Invalid
from service.core.permits import Act
from service.forms.register import OrganisationForm, UnitForm
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.following.shown import pace
from service.web.permits import needs
from service.web.register.logo import read_logo
from service.web.register.sheet import Page, answers_of, draw, posted

SENDER = OrganisationForm()
UNIT = UnitForm()


def add(room: Blueprint, tools: Tools) -> None:
    _add_sender(room, tools)
    _add_reminders(room, tools)
    _add_units(room, tools)


def _add_sender(room: Blueprint, tools: Tools) -> None:
    @room.get("/organisation/logo.png")
    @needs(Act.READ_REGISTER)
    def logo() -> Response:
        content = get_organisation(tools, actor()).logo
        return Response(content, mimetype="image/png") if content else abort(404)

    @room.get("/organisation")
    @needs(Act.READ_REGISTER)
    def organisation() -> Page:
        known = get_organisation(tools, actor())
        return draw(
            "register_organisation.html", SENDER, answers_of(known), known=known
        )

    @room.post("/organisation")
    @needs(Act.CHANGE_ORGANISATION)
    def save() -> Response | Page:
        answers = posted(SENDER)
        known = get_organisation(tools, actor())
        try:
            logo = read_logo(request.files.get("logo"))
            save_organisation(tools, actor(), answers, now=now())
        except Invalid as problem:
            return draw(
                "register_organisation.html",
                SENDER,
                answers,
                problems=problem.problems,
                known=known,
            )
        if logo:
            save_logo(tools, actor(), logo, now=now())
        flash(words()("Saved."))
        return redirect("/register", code=303)


def _add_reminders(room: Blueprint, tools: Tools) -> None:
    @room.get("/organisation/reminders")
    @needs(Act.READ_REGISTER)
    def reminders() -> Page:
        return _reminders(tools, asdict(show_reminders(tools, actor()).days))

    @room.post("/organisation/reminders")
    @needs(Act.CHANGE_ORGANISATION)
    def save_pace() -> Response | Page:
        answers = posted(FORM)
        try:
            save_reminders(tools, actor(), answers, now=now())
        except Invalid as problem:
            return _reminders(tools, answers, problem)
        flash(words()("Saved."))
        return redirect("/register/organisation/reminders", code=303)

    @room.post("/organisation/reminders/forget")
    @needs(Act.CHANGE_ORGANISATION)
    def forget_pace() -> Response:
        forget_reminders(tools, actor(), now=now())
        flash(words()("The days of the installation count again."))
        return redirect("/register/organisation/reminders", code=303)


def _reminders(
    tools: Tools, answers: dict[str, Any], problem: Invalid | None = None
) -> Page:
    known = show_reminders(tools, actor())
    return draw(
        "register_reminders.html",
        FORM,
        answers,
        problems=problem.problems if problem else None,
        known=known,
        pace=pace(known.days, words()),
        default=pace(known.default, words()),
    )


def _add_units(room: Blueprint, tools: Tools) -> None:
    @room.get("/units")
    @needs(Act.READ_REGISTER)
    def units() -> Page:
        return _units(tools, {})

    @room.post("/units")
    @needs(Act.WRITE_REGISTER)
    def new_unit() -> Response | Page:
        answers = posted(UNIT)
        try:
            add_unit(tools, actor(), answers, now=now())
        except Invalid as problem:
            return _units(tools, answers, problem)
        return redirect("/register/units", code=303)


def _units(
    tools: Tools, answers: dict[str, str], problem: Invalid | None = None
) -> Page:
    return draw(
        "register_units.html",
        UNIT,
        answers,
        problems=problem.problems if problem else None,
        units=list_units(tools, actor()),
    )
