"""Two questions machines ask: do you live, and can you work?"""

from flask import Blueprint, jsonify
from werkzeug import Response

from service.actions.health import ready
from service.core.permits import Act
from service.tools import Tools
from service.web.permits import needs

# Without the broker nobody is woken, but the sweep finds every job: still able.
NOT_NEEDED = frozenset({"broker"})


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("health", __name__)

    @room.get("/healthz")
    @needs(Act.ANYBODY)
    def alive() -> Response:
        return jsonify(status="ok")

    @room.get("/readyz")
    @needs(Act.ANYBODY)
    def able() -> tuple[Response, int]:
        parts = ready(tools)
        is_able = all(parts[name] == "ok" for name in parts.keys() - NOT_NEEDED)
        return jsonify(parts), 200 if is_able else 503

    return room
