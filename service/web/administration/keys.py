"""Keys for programs: made for a purpose, shown once, revoked when no longer needed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session
from werkzeug import Response

from service.actions.access import create_api_key, list_api_keys, revoke_api_key
from service.core.errors import Invalid
from service.core.permit_words import SCOPES
from service.core.permits import Act
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs

# Carries a new key over the redirect, in the maker's own cookie, to be shown once.
NEW = "new-api-key"
HERE = "/administration/keys"
FIELDS = ("name", "scopes")
NOTHING: Mapping[str, Any] = {"name": "", "scopes": ()}


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/keys")
    @needs(Act.MANAGE_KEYS)
    def keys() -> str:
        return _page(tools, made=session.pop(NEW, ""))

    @room.post("/keys")
    @needs(Act.MANAGE_KEYS)
    def make_key() -> Response | tuple[str, int]:
        form = request.form
        wish: dict[str, Any] = {
            "name": form.get("name", ""),
            "scopes": form.getlist("scopes"),
        }
        try:
            session[NEW] = create_api_key(tools, actor(), **wish, now=now())
        except Invalid as problem:
            return _page(tools, written=wish, wrong=_first(problem)), 422
        return redirect(HERE, code=303)

    @room.post("/keys/<uuid:key_id>/revoke")
    @needs(Act.MANAGE_KEYS)
    def revoke_key(key_id: UUID) -> Response:
        revoke_api_key(tools, actor(), key_id, now=now())
        flash(words()("The key no longer opens anything."))
        return redirect(HERE, code=303)


def _first(problem: Invalid) -> dict[str, Sentence]:
    """Return what is wrong with each field, in the order they stand."""
    found = problem.problems
    return {name: found[name][0] for name in FIELDS if name in found}


def _page(
    tools: Tools,
    *,
    made: str = "",
    written: Mapping[str, Any] = NOTHING,
    wrong: Mapping[str, Sentence] | None = None,
) -> str:
    return render_template(
        "administration_keys.html",
        keys=list_api_keys(tools, actor()),
        scopes=SCOPES,
        made=made,
        written=written,
        wrong=wrong or {},
    )
