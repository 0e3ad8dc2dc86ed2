"""Administration: who may sign in and as what, keys, and consent texts."""

from flask import Blueprint, render_template

from service.actions.access import list_api_keys
from service.actions.accounts import list_accounts
from service.core.permits import Act
from service.tools import Tools
from service.web.administration import accounts, handing, keys, texts
from service.web.administration.permit_table import everybody, role_lines
from service.web.context import actor
from service.web.permits import needs


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("administration", __name__, url_prefix="/administration")

    @room.get("")
    @needs(Act.MANAGE_ACCOUNTS)
    def index() -> str:
        known = list_accounts(tools, actor())
        held = list_api_keys(tools, actor())
        return render_template(
            "administration.html",
            accounts=sum(not one.disabled_at for one in known),
            keys=sum(not key.revoked_at for key in held),
            everybody=everybody(),
            roles=role_lines(),
        )

    for part in (accounts, handing, keys, texts):
        part.add(room, tools)
    return room
