"""Operations: what has stopped and waits for a person, and how the queues are."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.measuring import mails_since
from service.actions.operating import (
    held_queues,
    hold,
    queue_counts,
    release,
    rerun,
    show_job,
    stopped_jobs,
)
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, today, words
from service.web.operations.chart import DAYS, bars
from service.web.operations.naming import (
    QUEUE_NAMES,
    STATE_WORDS,
    figures,
    heading,
    stopped_at,
)
from service.web.permits import needs

PICTURED = timedelta(days=DAYS)


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("operations", __name__, url_prefix="/operations")
    _add_jobs(room, tools)
    _add_queues(room, tools)
    return room


def _add_jobs(room: Blueprint, tools: Tools) -> None:
    @room.get("/jobs/<uuid:job_id>")
    @needs(Act.RUN_JOBS)
    def job(job_id: UUID) -> str:
        return _job(tools, job_id)

    @room.post("/jobs/<uuid:job_id>/rerun")
    @needs(Act.RUN_JOBS)
    def run_again(job_id: UUID) -> Response | tuple[str, int]:
        reason = request.form.get("reason", "")
        try:
            rerun(tools, actor(), job_id, reason=reason, now=now())
        except Invalid as problem:
            return _job(tools, job_id, problem=problem.problems["reason"][0]), 422
        flash(words()("A new try is on its way."))
        return redirect("/operations", code=303)


def _add_queues(room: Blueprint, tools: Tools) -> None:
    @room.get("")
    @needs(Act.RUN_JOBS)
    def index() -> str:
        return _overview(tools)

    @room.post("/queues/<queue>/hold")
    @needs(Act.RUN_JOBS)
    def hold_queue(queue: str) -> Response | tuple[str, int]:
        reason = request.form.get("reason", "")
        try:
            hold(tools, actor(), queue=queue, reason=reason, now=now())
        except Invalid as problem:
            said = problem.problems["reason"][0]
            return _overview(tools, problem=said, queue=queue), 422
        flash(words()("The queue stands still until somebody releases it."))
        return redirect("/operations", code=303)

    @room.post("/queues/<queue>/release")
    @needs(Act.RUN_JOBS)
    def release_queue(queue: str) -> Response:
        release(tools, actor(), queue=queue, now=now())
        flash(words()("The queue moves again."))
        return redirect("/operations", code=303)


def _overview(tools: Tools, *, problem: Sentence | None = None, queue: str = "") -> str:
    who, moment = actor(), now()
    return render_template(
        "operations.html",
        jobs=stopped_jobs(tools, who),
        figures=figures(queue_counts(tools, who)),
        queues=QUEUE_NAMES,
        held=held_queues(tools),
        days=bars(mails_since(tools, who, moment - PICTURED), last=today()),
        heading=heading,
        stopped_at=stopped_at,
        now=moment,
        problem=problem,
        wrong_queue=queue,
    )


def _job(tools: Tools, job_id: UUID, *, problem: Sentence | None = None) -> str:
    return render_template(
        "job.html",
        job=show_job(tools, actor(), job_id),
        heading=heading,
        state_words=STATE_WORDS,
        problem=problem,
    )
