"""The register: the organisation, its units, groups and people, and their import."""

from flask import Blueprint, render_template

from service.actions.register import (
    get_organisation,
    list_groups,
    list_people,
    list_units,
)
from service.core.permits import Act
from service.core.register import GROUP_TYPES
from service.tools import Tools
from service.web.context import actor
from service.web.permits import needs
from service.web.register import groups, imports, members, organisation, people


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("register", __name__, url_prefix="/register")

    @room.get("")
    @needs(Act.READ_REGISTER)
    def index() -> str:
        who = actor()
        return render_template(
            "register.html",
            organisation=get_organisation(tools, who),
            units=list_units(tools, who),
            groups=list_groups(tools, who),
            people=list_people(tools, who),
            group_types=dict(GROUP_TYPES),
        )

    for part in (organisation, groups, members, people, imports):
        part.add(room, tools)
    return room
