"""A batch: what its file holds, what would leave, and how far it has come."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import Markup
from werkzeug import Response as AnyResponse

from service.actions.composing import preview
from service.actions.consent.batch_looking import names_told, rows_read
from service.actions.consent.batch_texts import stale_in
from service.actions.consent.batches import (
    example,
    findings,
    get_batch,
    notes,
    outcomes,
)
from service.actions.consent.preparing import prepare
from service.core.batches import (
    FAILURES,
    PAUSES,
    UNDER_WAY,
    Batch,
    BatchState,
    ItemState,
)
from service.core.errors import Invalid, NotFound, Problems
from service.core.languages import GUARDIAN_LANGUAGES
from service.core.permits import Act
from service.core.sentence import Sentence
from service.core.spreadsheet import written
from service.kinds import consent
from service.tools import Tools
from service.web import spreadsheets
from service.web.batches.naming import STATES
from service.web.context import actor, now, words
from service.web.following.previewing import seen_as
from service.web.permits import needs
from service.web.register.sheet import Page
from service.web.retention.following import follow

MOST_SHOWN = 50
MOST_READ = 20


def add(room: Blueprint, tools: Tools) -> None:
    _add_file(room, tools)
    _add_dry_run(room, tools)
    _add_progress(room, tools)


def _add_file(room: Blueprint, tools: Tools) -> None:
    @room.get("/consents/batches/<uuid:batch_id>")
    @needs(Act.ASK_MANY)
    def batch(batch_id: UUID) -> str:
        seen = get_batch(tools, actor(), batch_id)
        if seen.state is not BatchState.READ:
            return run_page(tools, seen)
        asked = (tools, actor(), batch_id)
        odd = notes(*asked)
        return render_template(
            "batch.html",
            batch=seen,
            bad=findings(*asked, ItemState.BAD, limit=MOST_SHOWN),
            skipped=findings(*asked, ItemState.SKIPPED, limit=MOST_SHOWN),
            odd=odd[:MOST_SHOWN],
            names=names_told(*asked),
            read=rows_read(*asked, limit=MOST_READ),
            most_read=MOST_READ,
            languages=GUARDIAN_LANGUAGES,
            more_odd=max(0, len(odd) - MOST_SHOWN),
            most=MOST_SHOWN,
        )

    @room.get("/consents/batches/<uuid:batch_id>/rows.csv")
    @needs(Act.ASK_MANY)
    def bad_rows(batch_id: UUID) -> Response:
        """Return every bad row: with apostrophes before what looks like a formula."""
        say = words()
        found = findings(tools, actor(), batch_id, ItemState.BAD)
        heads = (say("Row"), say("Column"), say("What stands there"), say("Problem"))
        table = written(
            heads, ((f.row, f.column, f.value, say.say(f.said)) for f in found)
        )
        return spreadsheets.as_file(table, name=say("rows-to-mend"))


def _add_dry_run(room: Blueprint, tools: Tools) -> None:
    @room.get("/consents/batches/<uuid:batch_id>/release")
    @needs(Act.ASK_MANY)
    def dry_run(batch_id: UUID) -> AnyResponse | Page:
        return dry_run_page(tools, batch_id)


def _add_progress(room: Blueprint, tools: Tools) -> None:
    @room.get("/consents/batches/<uuid:batch_id>/events")
    @needs(Act.ASK_MANY)
    def batch_events(batch_id: UUID) -> Response:
        who = actor()
        get_batch(tools, who, batch_id)
        return follow(
            lambda: get_batch(tools, who, batch_id),
            draw=lambda seen: render_template("batch_live.html", **_shown(tools, seen)),
            is_over=lambda seen: seen.state is not BatchState.RELEASED,
        )


def run_page(tools: Tools, seen: Batch, problem: Sentence | None = None) -> str:
    """Return how far a batch has come; `problem` says why it could not be changed."""
    shown = _shown(tools, seen) | {"problem": problem}
    return render_template("batch_run.html", **shown)


def dry_run_page(
    tools: Tools,
    batch_id: UUID,
    problems: Problems | None = None,
    refused: Sentence | None = None,
) -> AnyResponse | Page:
    """Return what would leave, with a form to let it go; problems stand at it.

    `refused` says why it may not go, whatever is written in the form.
    """
    seen = get_batch(tools, actor(), batch_id)
    if seen.state is not BatchState.READ:
        return redirect(f"/consents/batches/{batch_id}", code=303)
    page = render_template(
        "batch_release.html",
        batch=seen,
        languages=GUARDIAN_LANGUAGES,
        document=_document(tools, batch_id),
        first=_first(tools, batch_id),
        names=names_told(tools, actor(), batch_id),
        stale=stale_in(tools, actor(), batch_id),
        refused=refused,
        problems={name: said[0] for name, said in (problems or {}).items()},
        posted=request.form,
        most=tools.settings.batches.most_per_hour,
        undo=int(tools.settings.batches.undo.total_seconds()) // 60,
    )
    return page, 422 if problems else 409 if refused else 200


def _document(tools: Tools, batch_id: UUID) -> Markup:
    """Return the first request's document; its renderer escapes every text."""
    try:
        answers = example(tools, actor(), batch_id)
        drawn = preview(tools, actor(), kind=consent.NAME, answers=answers, now=now())
    except (NotFound, Invalid):
        return Markup()
    return Markup(drawn.decode())


def _first(tools: Tools, batch_id: UUID) -> dict[str, Any]:
    """Return what the first guardian of the first row will read, {} if nobody will."""
    try:
        answers = example(tools, actor(), batch_id)
        prepared = prepare(tools, actor(), answers, now=now())
        return {"warnings": prepared.warnings, **seen_as(tools, answers, 0)}
    except (NotFound, Invalid):
        return {}


def _shown(tools: Tools, seen: Batch) -> dict[str, Any]:
    return {
        "batch": seen,
        "state": STATES[seen.state],
        "is_open": seen.state in UNDER_WAY,
        "moves": seen.state is BatchState.RELEASED,
        "stale": stale_in(tools, actor(), seen.id) if seen.state in UNDER_WAY else (),
        "languages": GUARDIAN_LANGUAGES,
        "problem": None,
        "stands_still": "pause" in request.args,
        "why": PAUSES.get(seen.why, ""),
        "failed": outcomes(tools, actor(), seen.id, limit=MOST_SHOWN),
        "failures": FAILURES,
        "now": now(),
    }
