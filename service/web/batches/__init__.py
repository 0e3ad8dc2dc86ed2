"""Many consents from one file: read in, looked at, let go, followed."""

from flask import Blueprint

from service.tools import Tools
from service.web.batches import changing, choosing, following

PARTS = (choosing, following, changing)


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("batches", __name__)
    for part in PARTS:
        part.add(room, tools)
    return room
