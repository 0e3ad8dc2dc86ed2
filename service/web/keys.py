"""Keys for programs: made with a name, shown once, revoked when no longer needed."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session
from werkzeug import Response

from service.actions.access import create_api_key, list_api_keys, revoke_api_key
from service.core.errors import Invalid
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, words

# Carries a new key over the redirect, in the maker's own cookie, to be shown once.
NEW = "new-api-key"


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("keys", __name__)

    @room.get("/keys")
    def index() -> str:
        return _page(tools, made=session.pop(NEW, ""))

    @room.post("/keys")
    def make() -> Response | tuple[str, int]:
        name = request.form.get("name", "")
        try:
            session[NEW] = create_api_key(tools, actor(), name=name, now=now())
        except Invalid as problem:
            said = problem.problems["name"][0]
            return _page(tools, written=name, problem=said), 422
        return redirect("/keys", code=303)

    @room.post("/keys/<uuid:key_id>/revoke")
    def revoke(key_id: UUID) -> Response:
        revoke_api_key(tools, actor(), key_id, now=now())
        flash(words()("The key no longer opens anything."))
        return redirect("/keys", code=303)

    return room


def _page(
    tools: Tools, *, made: str = "", written: str = "", problem: Sentence | None = None
) -> str:
    return render_template(
        "keys.html",
        keys=list_api_keys(tools, actor()),
        made=made,
        written=written,
        problem=problem,
    )
