"""Groups, and who sits in them."""

from typing import Any
from uuid import UUID

from service.actions.register import add_membership, get_group, list_groups, save_group
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.base import as_typed
from service.api.shapes.register import GroupShape, NewShape
from service.core.permits import Act
from service.core.register import Group
from service.core.sentence import Sentence
from service.forms.register import GroupForm, MembershipForm

room = Room("groups", "/groups", about=Sentence("Groups"))


@room.operation("GET", "", Sentence("List the groups"), act=Act.READ_REGISTER)
@room.response(200, GroupShape(many=True))
def list_all_groups() -> list[Group]:
    return list(list_groups(tools(), actor()))


@room.operation("POST", "", Sentence("Add a group"), act=Act.WRITE_REGISTER)
@room.arguments(as_typed(GroupForm))
@room.response(201, GroupShape)
def add_group(body: dict[str, Any]) -> Group:
    saved = save_group(tools(), actor(), body, now=now())
    return get_group(tools(), actor(), saved)


@room.operation(
    "GET",
    "/<uuid:group_id>",
    Sentence("Show a group and its members"),
    act=Act.READ_REGISTER,
)
@room.response(200, GroupShape)
def show_group(group_id: UUID) -> Group:
    return get_group(tools(), actor(), group_id)


@room.operation(
    "PUT", "/<uuid:group_id>", Sentence("Change a group"), act=Act.WRITE_REGISTER
)
@room.arguments(as_typed(GroupForm))
@room.response(200, GroupShape)
def replace_group(body: dict[str, Any], group_id: UUID) -> Group:
    saved = save_group(tools(), actor(), body, group_id=group_id, now=now())
    return get_group(tools(), actor(), saved)


@room.operation(
    "POST",
    "/<uuid:group_id>/memberships",
    Sentence("Add a member to a group"),
    act=Act.WRITE_REGISTER,
)
@room.arguments(as_typed(MembershipForm))
@room.response(201, NewShape)
def create_membership(body: dict[str, Any], group_id: UUID) -> dict[str, Any]:
    return {"id": add_membership(tools(), actor(), group_id, body, now=now())}
