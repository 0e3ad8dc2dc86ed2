"""The reader's language: a harmless cookie, so an ordinary link may set it."""

from flask import Blueprint, abort, redirect, request
from werkzeug import Response

from service.core.permits import Act
from service.core.register import LANGUAGES
from service.tools import Tools
from service.web.addresses import local
from service.web.cookies import LANGUAGE
from service.web.permits import needs


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("preferences", __name__)

    @room.get("/language/<code>")
    @needs(Act.ANYBODY)
    def choose(code: str) -> Response:
        if code not in dict(LANGUAGES):
            abort(404)
        way_on = local(request.args.get("next", "/"))
        return LANGUAGE.keep(redirect(way_on, code=303), code)

    return room
