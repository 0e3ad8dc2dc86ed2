"""The mailbox of the embedded mode: every mail that left, to read and to take apart."""

from flask import Blueprint, Response, abort, render_template

from service.actions.mailbox import list_mails, read_mail
from service.core.permits import Act
from service.tools import Tools
from service.web.letter import Letter, read_letter
from service.web.permits import needs

# A mail's HTML is somebody else's page: no scripts, no forms, nothing from outside.
CLOSED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("mailbox", __name__, url_prefix="/dev/mail")

    @room.before_request
    def only_embedded() -> None:
        if tools.settings.mode != "embedded":
            abort(404)

    @room.get("")
    @needs(Act.ANYBODY)
    def index() -> str:
        return render_template("mailbox.html", mails=list_mails(tools))

    @room.get("/<name>")
    @needs(Act.ANYBODY)
    def show(name: str) -> str:
        return render_template("mail.html", name=name, letter=_letter(tools, name))

    _add_parts(room, tools)
    return room


def _add_parts(room: Blueprint, tools: Tools) -> None:
    @room.get("/<name>/html")
    @needs(Act.ANYBODY)
    def html(name: str) -> Response:
        response = Response(_letter(tools, name).html, mimetype="text/html")
        response.headers["Content-Security-Policy"] = CLOSED
        return response

    @room.get("/<name>/attachments/<int:number>")
    @needs(Act.ANYBODY)
    def attachment(name: str, number: int) -> Response:
        attached = _letter(tools, name).attachments
        if number >= len(attached):
            abort(404)
        return _download(attached[number].content, attached[number].filename)

    @room.get("/<name>/raw")
    @needs(Act.ANYBODY)
    def raw(name: str) -> Response:
        return _download(read_mail(tools, name), f"{name.removesuffix('.eml')}.eml")


def _letter(tools: Tools, name: str) -> Letter:
    return read_letter(read_mail(tools, name))


def _download(content: bytes, filename: str) -> Response:
    response = Response(content, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
