"""Whose a record is: handed over to a colleague, and handed back."""

from typing import Any
from uuid import UUID

from service.actions.handing_over import (
    before_handing_over,
    hand_back,
    hand_over,
)
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.base import as_typed
from service.api.shapes.handovers import PartingShape
from service.core.handovers import Parting
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.handover import HandoverForm

room = Room("handovers", "/records", about=Sentence("Who is responsible for a record"))


@room.operation(
    "GET",
    "/<uuid:record_id>/owner",
    Sentence("Whose the record is, and who could take it"),
    act=Act.HAND_OVER,
)
@room.response(200, PartingShape)
def show_owner(record_id: UUID) -> Parting:
    return before_handing_over(tools(), actor(), record_id, now=now())


@room.operation(
    "POST",
    "/<uuid:record_id>/owner",
    Sentence("Hand it over to a colleague"),
    act=Act.HAND_OVER,
)
@room.arguments(as_typed(HandoverForm))
@room.response(204)
def give_to_colleague(body: dict[str, Any], record_id: UUID) -> None:
    hand_over(tools(), actor(), record_id, body, now=now())


@room.operation(
    "POST",
    "/<uuid:record_id>/owner/back",
    Sentence("Hand it back to who had it before"),
    act=Act.HAND_OVER,
)
@room.response(204)
def give_back(record_id: UUID) -> None:
    hand_back(tools(), actor(), record_id, now=now())
