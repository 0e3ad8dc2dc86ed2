"""The people we write to. A name is kept as written; nobody is merged with anybody."""

from typing import Any
from uuid import UUID

from service.actions.register import get_person, list_people, save_person
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.base import as_typed
from service.api.shapes.register import PersonShape
from service.core.permits import Act
from service.core.register import Person
from service.core.sentence import Sentence
from service.forms.register import PersonForm

room = Room("people", "/people", about=Sentence("People"))


@room.operation("GET", "", Sentence("List the people"), act=Act.READ_REGISTER)
@room.response(200, PersonShape(many=True))
def list_all_people() -> list[Person]:
    return list(list_people(tools(), actor()))


@room.operation("POST", "", Sentence("Add a person"), act=Act.WRITE_REGISTER)
@room.arguments(as_typed(PersonForm))
@room.response(201, PersonShape)
def add_person(body: dict[str, Any]) -> Person:
    return save_person(tools(), actor(), body, now=now()).person


@room.operation(
    "GET", "/<uuid:person_id>", Sentence("Show a person"), act=Act.READ_REGISTER
)
@room.response(200, PersonShape)
def show_person(person_id: UUID) -> Person:
    return get_person(tools(), actor(), person_id)


@room.operation(
    "PUT", "/<uuid:person_id>", Sentence("Change a person"), act=Act.WRITE_REGISTER
)
@room.arguments(as_typed(PersonForm))
@room.response(200, PersonShape)
def replace_person(body: dict[str, Any], person_id: UUID) -> Person:
    return save_person(tools(), actor(), body, person_id=person_id, now=now()).person
