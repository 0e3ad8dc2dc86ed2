"""The end of somebody's time in a group. It is dated, never deleted."""

from typing import Any
from uuid import UUID

from service.actions.register import end_membership
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.orders import MembershipEndForm
from service.core.permits import Act
from service.core.sentence import Sentence

room = Room("memberships", "/memberships", about=Sentence("Memberships"))


@room.operation(
    "POST",
    "/<uuid:membership_id>/end",
    Sentence("End a membership on a day"),
    act=Act.WRITE_REGISTER,
)
@room.arguments(MembershipEndForm)
@room.response(204)
def finish_membership(body: dict[str, Any], membership_id: UUID) -> None:
    end_membership(tools(), actor(), membership_id, until=body["until"], now=now())
