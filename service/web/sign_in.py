"""The demo sign-in. It exists only where the settings allow it: embedded mode.

A session that ended while somebody wrote loses nothing: what they sent travels along
in hidden fields, and becomes a draft once they have signed in again.
"""

from uuid import UUID

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    request,
    session,
)
from werkzeug import Response

from service.actions.access import demo_accounts, get_account
from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.tools import Tools
from service.web import keeping
from service.web.addresses import here, local
from service.web.context import tools

NAME = "sign_in"
# Rooms that people without an account may enter: nobody there can sign in.
OPEN_ROOMS = frozenset({"api", "links", "health", "mailbox", "preferences", NAME})


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint(NAME, __name__)

    @room.get("/sign-in")
    def ask() -> str:
        return page()[0]

    @room.post("/sign-in")
    def enter() -> Response | tuple[str, int]:
        try:
            account = get_account(tools, UUID(request.form.get("account", "")))
        except (ValueError, NotFound):
            return page(problem=Sentence("Choose who you are"), status=422)
        session.clear()
        session.permanent = True
        session["account"] = str(account.id)
        session["language"] = account.language
        return redirect(_way_on(), code=303)

    @room.post("/sign-out")
    def leave() -> Response:
        session.clear()
        return redirect("/sign-in", code=303)

    return room


def is_signed_in() -> bool:
    return "account" in session


def page(*, problem: str = "", status: int = 401) -> tuple[str, int]:
    """Return the page that asks who you are, with what was sent tucked away in it."""
    is_asked_for = request.endpoint == f"{NAME}.ask"
    shown = render_template(
        "sign_in.html",
        accounts=demo_accounts(tools()) if _is_open() else (),
        is_open=_is_open(),
        problem=problem,
        way_on=request.values.get("next") or ("/" if is_asked_for else here()),
        kept=keeping.carried() or keeping.to_carry(),
    )
    return shown, 200 if is_asked_for else status


def _is_open() -> bool:
    return NAME in current_app.blueprints


def _way_on() -> str:
    kept = keeping.carried()
    if kept is None:
        return local(request.form.get("next", "/"))
    return keeping.keep(kept)
