"""Search. What is looked for stands in the body: addresses end up in logs."""

from typing import Any

from service.actions.searching import search_people, search_records
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.base import as_typed
from service.api.shapes.searches import (
    FoundPersonShape,
    FoundRecordsShape,
    PeopleSought,
    RecordsSought,
)
from service.core.permits import Act
from service.core.search import FoundPerson, FoundRecords
from service.core.sentence import Sentence

room = Room("searches", "/searches", about=Sentence("Search records and people"))


@room.operation("POST", "", Sentence("Find records"), act=Act.READ_RECORD)
@room.arguments(as_typed(RecordsSought))
@room.response(200, FoundRecordsShape)
def find_records(body: dict[str, Any]) -> FoundRecords:
    return search_records(tools(), actor(), body, now=now())


@room.operation("POST", "/people", Sentence("Find people"), act=Act.READ_REGISTER)
@room.arguments(PeopleSought)
@room.response(200, FoundPersonShape(many=True))
def find_people(body: dict[str, Any]) -> list[FoundPerson]:
    return list(search_people(tools(), actor(), body["words"], now=now()))
