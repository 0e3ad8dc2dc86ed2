"""The units of an organisation."""

from typing import Any

from service.actions.register import add_unit, list_units
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.base import as_typed
from service.api.shapes.register import NewShape, UnitShape
from service.core.permits import Act
from service.core.register import Unit
from service.core.sentence import Sentence
from service.forms.register import UnitForm

room = Room("units", "/units", about=Sentence("Units"))


@room.operation("GET", "", Sentence("List the units"), act=Act.READ_REGISTER)
@room.response(200, UnitShape(many=True))
def list_all_units() -> list[Unit]:
    return list(list_units(tools(), actor()))


@room.operation("POST", "", Sentence("Add a unit"), act=Act.WRITE_REGISTER)
@room.arguments(as_typed(UnitForm))
@room.response(201, NewShape)
def create_unit(body: dict[str, Any]) -> dict[str, Any]:
    return {"id": add_unit(tools(), actor(), body, now=now())}
