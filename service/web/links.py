"""A recipient's secure link. Looking changes nothing: mail scanners look at all links.

An open record opens by the button, an internal one by a one-time code (`link_codes`).
No sign-in, no cookies but the room's own, and no page of ours learns where the reader
goes next.
"""

from contextlib import suppress

from flask import Blueprint, Response, redirect, render_template
from werkzeug import Response as AnyResponse

from service.actions.links import (
    CodeNeeded,
    link_hash,
    open_link,
    read_link,
    read_link_file,
)
from service.core.errors import NotFound
from service.core.permits import Act
from service.limits import Limit
from service.tools import Tools
from service.web import link_codes
from service.web.context import now, speak
from service.web.cookies import READER
from service.web.limiting import take
from service.web.link_marks import clean, is_marked, mark
from service.web.permits import needs
from service.web.record.files import download, ordered, size


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("links", __name__, url_prefix="/l")
    _add_pages(room, tools)
    link_codes.add(room, tools)

    @room.errorhandler(NotFound)
    def gone(_: NotFound) -> tuple[str, int]:
        return render_template("link_gone.html"), 404

    @room.after_request
    def tell_nobody(response: Response) -> Response:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return room


def _add_pages(room: Blueprint, tools: Tools) -> None:
    @room.get("/<token>")
    @needs(Act.ANYBODY)
    def show(token: str) -> str:
        known = clean(token)
        if is_marked(known):
            with suppress(CodeNeeded):
                return _document(tools, known)
        return link_codes.door(tools, known)

    @room.post("/<token>")
    @needs(Act.ANYBODY)
    def open_document(token: str) -> AnyResponse:
        known = clean(token)
        take(Limit.LINK_OPENED, link_hash(known))
        with suppress(CodeNeeded):
            open_link(tools, known, now=now())
            mark(known)
        return redirect(f"/l/{known}", code=303)

    @room.get("/<token>/files/<any(pdf, docx, txt):form>")
    @needs(Act.ANYBODY)
    def file(token: str, form: str) -> AnyResponse:
        known, browser = clean(token), READER.read()
        if is_marked(known):
            with suppress(CodeNeeded):
                found = read_link_file(
                    tools, known, browser=browser, format=form, now=now()
                )
                return download(*found)
        return redirect(f"/l/{known}", code=303)


def _document(tools: Tools, token: str) -> str:
    link = read_link(tools, token, browser=READER.read(), now=now())
    speak(link.language)
    return render_template(
        "link_opened.html", link=link, path=f"/l/{token}", size=size, ordered=ordered
    )
