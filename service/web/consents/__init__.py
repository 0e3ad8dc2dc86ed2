"""Where guardians, children and receivers meet a consent, by their personal link.

Looking changes nothing, whoever looks: mail programs open links, run scripts and press
buttons. The link itself leads on to an address without it; a code opens what is behind.
"""

from flask import Blueprint, Response, redirect, render_template
from werkzeug import Response as AnyResponse

from service.actions.links import CodeNeeded
from service.core.errors import NotFound
from service.tools import Tools
from service.web.consents import (
    answers,
    asking,
    closed,
    codes,
    eid,
    files,
    home,
    taking_back,
)
from service.web.consents.key import NoLink
from service.web.consents.refused import note
from service.web.consents.stranger import speak_as_the_browser


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("consents", __name__, url_prefix="/c")
    for part in (codes, eid, home, answers, taking_back, files, asking, closed):
        part.add(room, tools)

    @room.errorhandler(CodeNeeded)
    def to_the_door(problem: CodeNeeded) -> AnyResponse:
        note(tools, problem)
        return redirect("/c", code=303)

    @room.errorhandler(NotFound)
    def gone(problem: NotFound) -> tuple[str, int]:
        note(tools, problem)
        speak_as_the_browser()
        is_closed = isinstance(problem, NoLink)
        page = "consents/reopen.html" if is_closed else "consents/gone.html"
        return render_template(page), 404

    @room.after_request
    def tell_nobody(response: Response) -> Response:
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return room
