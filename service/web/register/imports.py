"""People from a file: chosen, shown line by line, and only then stored."""

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug import Response as AnyResponse

from service.actions.importing import confirm_import, preview_import
from service.core.errors import Invalid, Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.carried import MOST_BYTES, pack, unpack
from service.web.register.sheet import Page
from service.web.register.spreadsheet import EXAMPLE, as_file


def add(room: Blueprint, tools: Tools) -> None:
    _add_choosing(room)
    _add_import(room, tools)


def _add_choosing(room: Blueprint) -> None:
    @room.get("/import")
    @needs(Act.WRITE_REGISTER)
    def choose_file() -> str:
        return render_template("register_import.html", problem=None)

    @room.get("/import/example.csv")
    @needs(Act.WRITE_REGISTER)
    def example() -> Response:
        return as_file(EXAMPLE)


def _add_import(room: Blueprint, tools: Tools) -> None:
    @room.post("/import")
    @needs(Act.WRITE_REGISTER)
    def preview() -> str | Page:
        try:
            content = _uploaded()
            found = preview_import(tools, actor(), content)
        except (Invalid, Refused) as problem:
            return _again(problem)
        return render_template(
            "register_preview.html", preview=found, packed=pack(content)
        )

    @room.post("/import/confirm")
    @needs(Act.WRITE_REGISTER)
    def confirm() -> AnyResponse | Page:
        try:
            content = unpack(request.form.get("file", ""))
            count = confirm_import(tools, actor(), content, now=now())
        except (Invalid, Refused) as problem:
            return _again(problem)
        flash(words().count("{n} person was added.", "{n} people were added.", count))
        return redirect("/register/people", code=303)


def _uploaded() -> bytes:
    """Return the chosen file's content. Raises Refused when there is none to read."""
    upload = request.files.get("file")
    if not upload or not upload.filename:
        raise Refused(Sentence("Choose a file."))
    content: bytes = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        most = str(MOST_BYTES // 1000)
        raise Refused(Sentence("The file is larger than {most} kB.", most=most))
    if not content.strip():
        raise Refused(Sentence("The file is empty."))
    return content


def _again(problem: Invalid | Refused) -> Page:
    told = problem.problems["file"][0] if isinstance(problem, Invalid) else problem.said
    return render_template("register_import.html", problem=told), 422
