"""The kinds of record and what their forms ask."""

from typing import Any

from service.api.room import Room
from service.api.shapes.kinds import KindShape
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.questions import questions
from service.kinds import KINDS

room = Room("kinds", "/kinds", about=Sentence("What can be written"))


@room.operation(
    "GET", "", Sentence("List the kinds and their questions"), act=Act.SIGNED_IN
)
@room.response(200, KindShape(many=True))
def list_kinds() -> list[dict[str, Any]]:
    return [
        {
            "name": kind.name,
            "label": kind.label,
            "about": kind.about,
            "questions": questions(kind.schema),
        }
        for kind in KINDS.values()
    ]
