"""People who may sign in: all of them, and each one's roles on a page of its own."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.accounts import (
    disable_account,
    enable_account,
    grant_role,
    list_accounts,
    show_account,
    take_role,
)
from service.actions.handing_over_all import estate_of, left_behind
from service.core.accounts import Source
from service.core.errors import Invalid, Refused
from service.core.permit_words import ROLES
from service.core.permits import Act
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs

Page = tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    _add_pages(room, tools)
    _add_roles(room, tools)
    _add_switch(room, tools)


def _add_pages(room: Blueprint, tools: Tools) -> None:
    @room.get("/accounts")
    @needs(Act.MANAGE_ACCOUNTS)
    def accounts() -> str:
        return render_template(
            "administration_accounts.html",
            accounts=list_accounts(tools, actor()),
            left_behind=left_behind(tools, actor()),
            names=ROLES,
        )

    @room.get("/accounts/<uuid:account_id>")
    @needs(Act.MANAGE_ACCOUNTS)
    def account(account_id: UUID) -> Page:
        return _page(tools, account_id)


def _add_roles(room: Blueprint, tools: Tools) -> None:
    @room.post("/accounts/<uuid:account_id>/roles")
    @needs(Act.MANAGE_ACCOUNTS)
    def grant(account_id: UUID) -> Response | Page:
        role = request.form.get("role", "")
        try:
            grant_role(tools, actor(), account_id, role, now=now())
        except Invalid as problem:
            return _page(tools, account_id, problem=problem.problems["role"][0])
        flash(words()("The role is given. It counts from now on."))
        return _back(account_id)

    @room.post("/accounts/<uuid:account_id>/roles/<role>/take")
    @needs(Act.MANAGE_ACCOUNTS)
    def take(account_id: UUID, role: str) -> Response | Page:
        try:
            take_role(tools, actor(), account_id, role, now=now())
        except Refused as problem:
            return _page(tools, account_id, refused=problem.said)
        flash(words()("The role is taken. It no longer counts."))
        return _back(account_id)


def _add_switch(room: Blueprint, tools: Tools) -> None:
    @room.post("/accounts/<uuid:account_id>/disable")
    @needs(Act.MANAGE_ACCOUNTS)
    def disable(account_id: UUID) -> Response | Page:
        try:
            disable_account(tools, actor(), account_id, now=now())
        except Refused as problem:
            return _page(tools, account_id, refused=problem.said)
        flash(words()("The account is disabled, and signed out everywhere."))
        return _back(account_id)

    @room.post("/accounts/<uuid:account_id>/enable")
    @needs(Act.MANAGE_ACCOUNTS)
    def enable(account_id: UUID) -> Response:
        enable_account(tools, actor(), account_id, now=now())
        flash(words()("The account may sign in again."))
        return _back(account_id)


def _page(
    tools: Tools,
    account_id: UUID,
    *,
    problem: Sentence | None = None,
    refused: Sentence | None = None,
) -> Page:
    """Return the page: 422 when a choice is missing, 409 when the rules say no."""
    known = show_account(tools, actor(), account_id)
    page = render_template(
        "administration_account.html",
        account=known,
        estate=estate_of(tools, actor(), account_id, now=now()),
        is_own=account_id == actor().account_id,
        names=ROLES,
        sources=Source,
        missing=[role for role in ROLES if not known.has(role, Source.ADMINISTRATOR)],
        problem=problem,
        refused=refused,
    )
    return page, 422 if problem else 409 if refused else 200


def _back(account_id: UUID) -> Response:
    return redirect(f"/administration/accounts/{account_id}", code=303)
