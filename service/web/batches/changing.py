"""A batch is let go, held up, let go again, stopped, or thrown away."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.consent import releasing
from service.actions.consent.batches import get_batch, throw_away
from service.core.batches import UNDER_WAY
from service.core.errors import Invalid, Refused
from service.core.permits import Act
from service.tools import Tools
from service.web.batches.following import dry_run_page, run_page
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page


def add(room: Blueprint, tools: Tools) -> None:
    _add_release(room, tools)
    _add_holding(room, tools)
    _add_ending(room, tools)


def _add_release(room: Blueprint, tools: Tools) -> None:
    @room.post("/consents/batches/<uuid:batch_id>/release")
    @needs(Act.ASK_MANY)
    def release(batch_id: UUID) -> Response | Page:
        asked = {name: request.form.get(name, "") for name in ("typed", "per_hour")}
        try:
            releasing.release(tools, actor(), batch_id, **asked, now=now())
        except Invalid as problem:
            return dry_run_page(tools, batch_id, problem.problems)
        except Refused as problem:
            return dry_run_page(tools, batch_id, refused=problem.said)
        return _back(batch_id, words()("Released. Until it begins you can stop it."))


def _add_holding(room: Blueprint, tools: Tools) -> None:
    @room.post("/consents/batches/<uuid:batch_id>/pause")
    @needs(Act.ASK_MANY)
    def pause(batch_id: UUID) -> Response:
        releasing.pause(tools, actor(), batch_id, now=now())
        return _back(batch_id, words()("Paused. Nobody more is asked."))

    @room.post("/consents/batches/<uuid:batch_id>/resume")
    @needs(Act.ASK_MANY)
    def resume(batch_id: UUID) -> Response | Page:
        try:
            releasing.resume(tools, actor(), batch_id, now=now())
        except Refused as problem:
            seen = get_batch(tools, actor(), batch_id)
            return run_page(tools, seen, problem.said), 409
        return _back(batch_id, words()("It goes on."))


def _add_ending(room: Blueprint, tools: Tools) -> None:
    @room.get("/consents/batches/<uuid:batch_id>/stop")
    @needs(Act.ASK_MANY)
    def ask_to_stop(batch_id: UUID) -> Response | str:
        seen = get_batch(tools, actor(), batch_id)
        if seen.state not in UNDER_WAY:
            return redirect(f"/consents/batches/{batch_id}", code=303)
        return render_template("batch_stop.html", batch=seen)

    @room.post("/consents/batches/<uuid:batch_id>/stop")
    @needs(Act.ASK_MANY)
    def stop(batch_id: UUID) -> Response:
        count = releasing.stop(tools, actor(), batch_id, now=now())
        said = words().count(
            "Stopped for good. {n} mail was called back.",
            "Stopped for good. {n} mails were called back.",
            count,
        )
        return _back(batch_id, said)

    @room.post("/consents/batches/<uuid:batch_id>/throw-away")
    @needs(Act.ASK_MANY)
    def throw(batch_id: UUID) -> Response:
        throw_away(tools, actor(), batch_id, now=now())
        flash(words()("The file was thrown away. Nothing was sent."))
        return redirect("/consents/batches", code=303)


def _back(batch_id: UUID, said: str) -> Response:
    flash(said)
    return redirect(f"/consents/batches/{batch_id}", code=303)
