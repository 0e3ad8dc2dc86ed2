"""What guardians read before they answer: seen, written, translated, approved."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.writing_texts import (
    approve_text,
    form_for,
    review_text,
    save_text,
    show_text,
    texts_overview,
)
from service.core.errors import Invalid, Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.posted import answers_from, problem_list
from service.tools import Tools
from service.web.administration.passages import passages
from service.web.context import actor, now, words
from service.web.permits import needs

HERE = "/administration/texts"
Page = tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    _add_reading(room, tools)
    _add_writing(room, tools)
    _add_review(room, tools)
    _add_approval(room, tools)


def _add_reading(room: Blueprint, tools: Tools) -> None:
    @room.get("/texts")
    @needs(Act.READ_REGISTER)
    def texts() -> str:
        return render_template(
            "administration_texts.html", lines=texts_overview(tools, actor())
        )

    @room.get("/texts/<language>")
    @needs(Act.READ_REGISTER)
    def text(language: str) -> Page:
        return _shown(tools, language)

    @room.get("/texts/<language>/versions/<int:number>")
    @needs(Act.READ_REGISTER)
    def text_version(language: str, number: int) -> Page:
        return _shown(tools, language, number=number)


def _add_writing(room: Blueprint, tools: Tools) -> None:
    @room.get("/texts/<language>/edit")
    @needs(Act.CHANGE_ORGANISATION)
    def edit_text(language: str) -> Page:
        known = show_text(tools, actor(), language)
        return _form(tools, language, answers=known.newest.body)

    @room.post("/texts/<language>/edit")
    @needs(Act.CHANGE_ORGANISATION)
    def save(language: str) -> Response | Page:
        answers = answers_from(form_for(language), request.form)
        seen = {"after": _number("after"), "master": _number("master")}
        try:
            save_text(tools, actor(), language, answers, **seen, now=now())
        except Invalid as problem:
            return _form(tools, language, answers=answers, problem=problem)
        except Refused as problem:
            return _form(tools, language, answers=answers, refused=problem.said)
        flash(words()("The new version is saved. The old ones stay in the history."))
        return redirect(f"{HERE}/{language}", code=303)


def _add_review(room: Blueprint, tools: Tools) -> None:
    @room.post("/texts/<language>/review")
    @needs(Act.CHANGE_ORGANISATION)
    def review(language: str) -> Response | Page:
        by, number = request.form.get("by", ""), _number("number")
        try:
            review_text(tools, actor(), language, number, by=by, now=now())
        except Invalid as problem:
            return _shown(tools, language, problem=problem)
        except Refused as problem:
            return _shown(tools, language, refused=problem.said)
        flash(words()("The review is written down."))
        return redirect(f"{HERE}/{language}", code=303)


def _add_approval(room: Blueprint, tools: Tools) -> None:
    @room.post("/texts/approve")
    @needs(Act.CHANGE_ORGANISATION)
    def approve() -> Response | Page:
        by, number = request.form.get("by", ""), _number("number")
        try:
            approve_text(tools, actor(), number, by=by, now=now())
        except Invalid as problem:
            return _shown(tools, "sv", problem=problem)
        except Refused as problem:
            return _shown(tools, "sv", refused=problem.said)
        flash(words()("The approval is written down."))
        return redirect(f"{HERE}/sv", code=303)


def _number(name: str) -> int:
    """Return a version's number, or 0, which no version has."""
    said = request.form.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


def _shown(
    tools: Tools,
    language: str,
    *,
    number: int = 0,
    problem: Invalid | None = None,
    refused: Sentence | None = None,
) -> Page:
    known = show_text(tools, actor(), language)
    text = known.version(number) if number else known.newest
    page = render_template(
        "administration_text.html",
        known=known,
        text=text,
        passages=passages(form_for(language), text.body, known.master, problems={}),
        problem=problem.problems["by"][0] if problem else None,
        refused=refused,
    )
    return page, 422 if problem else 409 if refused else 200


def _form(
    tools: Tools,
    language: str,
    *,
    answers: dict[str, Any],
    problem: Invalid | None = None,
    refused: Sentence | None = None,
) -> Page:
    known, form = show_text(tools, actor(), language), form_for(language)
    listed = problem_list(problem.problems if problem else {}, form)
    page = render_template(
        "administration_text_edit.html",
        known=known,
        passages=passages(
            form,
            answers,
            known.master,
            problems=dict(reversed(listed)),
            spare=int(known.newest.is_master),
        ),
        problems=listed,
        refused=refused,
    )
    return page, 422 if listed else 409 if refused else 200
