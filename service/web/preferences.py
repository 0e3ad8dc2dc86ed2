"""The reader's language: a harmless cookie, so an ordinary link may set it."""

from flask import Blueprint, abort, redirect, request
from werkzeug import Response

from service.core.permits import Act
from service.core.register import LANGUAGES
from service.tools import Tools
from service.web.addresses import local
from service.web.permits import needs

YEAR = 365 * 24 * 3600


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("preferences", __name__)
    secure = tools.settings.base_url.startswith("https:")

    @room.get("/language/<code>")
    @needs(Act.ANYBODY)
    def choose(code: str) -> Response:
        if code not in dict(LANGUAGES):
            abort(404)
        response = redirect(local(request.args.get("next", "/")), code=303)
        response.set_cookie(
            "language", code, max_age=YEAR, secure=secure, httponly=True, samesite="Lax"
        )
        return response

    return room
