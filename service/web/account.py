"""Who you are here, in which language you read, and the way out."""

from flask import Blueprint, render_template

from service.actions.access import get_account
from service.core.register import LANGUAGES
from service.tools import Tools
from service.web.context import actor


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("account", __name__)

    @room.get("/account")
    def show() -> str:
        person = actor()
        account = get_account(tools, person.account_id) if person.account_id else None
        return render_template(
            "account.html",
            who=person,
            account=account,
            languages=LANGUAGES,
            mode=tools.settings.mode,
        )

    return room
