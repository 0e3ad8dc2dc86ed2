"""The page itself, drawn by the pages' own application with its layout."""

from flask import Blueprint, render_template

from service.api.reference.operations import Chapter
from service.core.needs import needs
from service.core.permits import Act

ADDRESS = "/api/v1/"


def page(reference: tuple[Chapter, ...]) -> Blueprint:
    """Return the room of the pages that shows what programs can ask for."""
    room = Blueprint("api", __name__, url_prefix=ADDRESS.rstrip("/"))

    @room.get("/")
    @needs(Act.ANYBODY)
    def show() -> str:
        return render_template("api/reference.html", chapters=reference)

    return room
