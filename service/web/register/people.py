"""People as they are written, one page each, and all of them as a file."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug import Response as AnyResponse

from service.actions.register import get_person, list_people, save_person
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.register import SavedPerson
from service.forms.register import PersonForm
from service.limits import Limit
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.limiting import take
from service.web.people_sought import seek, sought
from service.web.permits import needs
from service.web.register.sheet import Page, answers_of, draw, posted
from service.web.register.spreadsheet import as_file, people_as_csv

FORM = PersonForm()
PAGE = "register_person.html"


def add(room: Blueprint, tools: Tools) -> None:
    _add_lists(room, tools)
    _add_pages(room, tools)


def _add_lists(room: Blueprint, tools: Tools) -> None:
    @room.get("/people")
    @needs(Act.READ_REGISTER)
    def people() -> str:
        search = sought()
        found = list_people(tools, actor(), search=search)
        return render_template("register_people.html", people=found, search=search)

    @room.post("/people")
    @needs(Act.READ_REGISTER)
    def find_people() -> AnyResponse:
        return redirect(f"/register/people?{seek(request.form)}", code=303)

    @room.get("/people.csv")
    @needs(Act.READ_REGISTER)
    def export() -> Response:
        take(Limit.EXPORT, actor().label)
        return as_file(people_as_csv(list_people(tools, actor())))


def _add_pages(room: Blueprint, tools: Tools) -> None:
    @room.get("/people/new")
    @needs(Act.WRITE_REGISTER)
    def new_person() -> Page:
        return draw(PAGE, FORM, {"language": "sv"}, known=None)

    @room.post("/people/new")
    @needs(Act.WRITE_REGISTER)
    def make_person() -> AnyResponse | Page:
        return _save(tools, None)

    @room.get("/people/<uuid:person_id>")
    @needs(Act.READ_REGISTER)
    def person(person_id: UUID) -> Page:
        known = get_person(tools, actor(), person_id)
        return draw(PAGE, FORM, answers_of(known), known=known)

    @room.post("/people/<uuid:person_id>")
    @needs(Act.WRITE_REGISTER)
    def change_person(person_id: UUID) -> AnyResponse | Page:
        return _save(tools, person_id)


def _save(tools: Tools, person_id: UUID | None) -> AnyResponse | Page:
    answers = posted(FORM)
    known = get_person(tools, actor(), person_id) if person_id else None
    try:
        saved = save_person(tools, actor(), answers, person_id=person_id, now=now())
    except Invalid as problem:
        return draw(PAGE, FORM, answers, problems=problem.problems, known=known)
    for sentence in _said(saved):
        flash(sentence)
    return redirect("/register/people", code=303)


def _said(saved: SavedPerson) -> Iterator[str]:
    """Say what was stopped because somebody is protected from now on."""
    speak = words()
    yield speak("Saved.")
    if saved.links:
        yield speak.count(
            "{n} link to a document is closed.",
            "{n} links to documents are closed.",
            saved.links,
        )
    if saved.mails:
        yield speak.count(
            "{n} mail on its way was stopped.",
            "{n} mails on their way were stopped.",
            saved.mails,
        )
