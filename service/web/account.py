"""My account: who I am here, where I am signed in, and in which language I read."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template
from werkzeug import Response

from service.actions.access import get_account
from service.actions.sessions import end_other_sessions, end_session, list_sessions
from service.core.permit_words import ROLES
from service.core.permits import Act
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("account", __name__, url_prefix="/account")

    @room.get("")
    @needs(Act.SIGNED_IN)
    def show() -> str:
        person = actor()
        account = get_account(tools, person.account_id) if person.account_id else None
        return render_template(
            "account.html",
            who=person,
            account=account,
            roles=[said for role, said in ROLES.items() if role in person.roles],
            sessions=list_sessions(tools, person, now=now()),
            mode=tools.settings.mode,
        )

    @room.post("/sessions/<uuid:session_id>/end")
    @needs(Act.SIGNED_IN)
    def end(session_id: UUID) -> Response:
        end_session(tools, actor(), session_id, now=now())
        flash(words()("That browser is signed out."))
        return redirect("/account", code=303)

    @room.post("/sessions/end-others")
    @needs(Act.SIGNED_IN)
    def end_others() -> Response:
        end_other_sessions(tools, actor(), now=now())
        flash(words()("All other browsers are signed out."))
        return redirect("/account", code=303)

    return room
