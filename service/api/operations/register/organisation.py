"""The organisation a key belongs to: the sender of its documents."""

from typing import Any

from service.actions.register import get_organisation, save_organisation
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.base import as_typed
from service.api.shapes.register import OrganisationShape
from service.core.permits import Act
from service.core.register import Organisation
from service.core.sentence import Sentence
from service.forms.register import OrganisationForm

room = Room("organisation", "/organisation", about=Sentence("The sender"))


@room.operation("GET", "", Sentence("Show the organisation"), act=Act.READ_REGISTER)
@room.response(200, OrganisationShape)
def show_organisation() -> Organisation:
    return get_organisation(tools(), actor())


@room.operation(
    "PUT", "", Sentence("Change the organisation"), act=Act.CHANGE_ORGANISATION
)
@room.arguments(as_typed(OrganisationForm))
@room.response(200, OrganisationShape)
def replace_organisation(body: dict[str, Any]) -> Organisation:
    save_organisation(tools(), actor(), body, now=now())
    return get_organisation(tools(), actor())
