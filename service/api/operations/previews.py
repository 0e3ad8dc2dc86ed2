"""How answers would look as a document; nothing is stored."""

from typing import Any

from flask import Response

from service.actions.composing import preview
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.orders import preview_form
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.sentence import Sentence
from service.kind import AnyKind
from service.kinds import KINDS

FORMATS = {"html": "text/html", "pdf": "application/pdf"}
BINARY = {"type": "string", "format": "binary"}

room = Room(
    "previews",
    "/previews",
    about=Sentence("See before sending"),
    gives=FORMATS.values(),
)


def _offer(kind: AnyKind) -> None:
    """Add the operation that draws answers of `kind`."""
    summary = Sentence("See how it would look: {kind}", kind=kind.label)

    @room.operation(
        "POST",
        f"/{kind.name}",
        summary,
        name=f"preview_{kind.name}",
        act=Act.WRITE_RECORD,
    )
    @room.arguments(preview_form(kind))
    @room.response(200, BINARY, content_type=FORMATS["html"])
    @room.response(200, BINARY, content_type=FORMATS["pdf"])
    def draw(body: dict[str, Any]) -> Response:
        try:
            drawn = preview(tools(), actor(), kind=kind.name, **body, now=now())
        except Invalid as problem:
            raise Invalid({"answers": problem.problems}) from problem
        return Response(drawn, mimetype=FORMATS[body["format"]])


for _kind in KINDS.values():
    _offer(_kind)
