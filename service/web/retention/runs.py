"""A run that erases: confirmed, waited for, followed, stopped, certified."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.disposing import (
    confirm,
    get_erasure,
    read_certificate,
    stop,
    titles_of,
)
from service.core.day import home_day
from service.core.erasures import WHY_KEPT, Erasure, ErasureState
from service.core.permits import Act
from service.core.retention import said_erased
from service.kinds import KINDS
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.retention.downloads import as_download
from service.web.retention.following import follow
from service.web.retention.naming import HEADINGS, STATES, standing

MOVES = frozenset({ErasureState.WAITING, ErasureState.RUNNING})


def add(room: Blueprint, tools: Tools) -> None:
    _add_pages(room, tools)
    _add_changes(room, tools)


def _add_pages(room: Blueprint, tools: Tools) -> None:
    @room.get("/retention/erasures/<uuid:erasure_id>")
    @needs(Act.MANAGE_RETENTION)
    def run(erasure_id: UUID) -> str:
        seen = get_erasure(tools, actor(), erasure_id)
        return render_template("retention_run.html", **_shown(tools, seen))

    @room.get("/retention/erasures/<uuid:erasure_id>/events")
    @needs(Act.MANAGE_RETENTION)
    def run_events(erasure_id: UUID) -> Response:
        who = actor()
        get_erasure(tools, who, erasure_id)
        return follow(
            lambda: get_erasure(tools, who, erasure_id),
            draw=lambda seen: render_template(
                "retention_run_live.html", **_shown(tools, seen)
            ),
            is_over=lambda seen: seen.state not in MOVES,
        )

    @room.get("/retention/erasures/<uuid:erasure_id>/certificate")
    @needs(Act.MANAGE_RETENTION)
    def certificate(erasure_id: UUID) -> Response:
        content = read_certificate(tools, actor(), erasure_id)
        seen = get_erasure(tools, actor(), erasure_id)
        day = home_day(seen.done_at or seen.asked_at).isoformat()
        return as_download(content, f"{words()('certificate-of-erasure')}-{day}.pdf")


def _add_changes(room: Blueprint, tools: Tools) -> None:
    @room.post("/retention/erasures/<uuid:erasure_id>/confirm")
    @needs(Act.ERASE)
    def confirm_run(erasure_id: UUID) -> Response:
        confirm(tools, actor(), erasure_id, now=now())
        return _back(
            erasure_id, words()("Confirmed. Until it begins it can be stopped.")
        )

    @room.post("/retention/erasures/<uuid:erasure_id>/stop")
    @needs(Act.MANAGE_RETENTION)
    def stop_run(erasure_id: UUID) -> Response:
        stop(tools, actor(), erasure_id, now=now())
        return _back(erasure_id, words()("Stopped. What has not gone stays."))


def _back(erasure_id: UUID, said: str) -> Response:
    flash(said)
    return redirect(f"/retention/erasures/{erasure_id}", code=303)


def _shown(tools: Tools, seen: Erasure) -> dict[str, Any]:
    return {
        "run": seen,
        "titles": titles_of(tools, actor(), seen),
        "moves": seen.state in MOVES,
        "paused": "pause" in request.args,
        "heading": HEADINGS[seen.state],
        "state": STATES[seen.state],
        "standing": standing,
        "why_kept": WHY_KEPT,
        "said_erased": said_erased,
        "kinds": KINDS,
        "hours": tools.settings.erasure_delay_hours,
        "now": now(),
    }
