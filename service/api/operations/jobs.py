"""Operations: what has stopped, and how to start it again."""

from typing import Any
from uuid import UUID

from service.actions.operating import rerun, show_job, stopped_jobs
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.jobs import JobShape
from service.api.shapes.orders import RerunForm
from service.core.permits import Act
from service.core.records import JobView
from service.core.sentence import Sentence

room = Room("jobs", "/jobs", about=Sentence("What has stopped"))


@room.operation(
    "GET", "/stopped", Sentence("List the jobs that have stopped"), act=Act.RUN_JOBS
)
@room.response(200, JobShape(many=True))
def list_stopped_jobs() -> list[JobView]:
    return list(stopped_jobs(tools(), actor()))


@room.operation("GET", "/<uuid:job_id>", Sentence("Show a job"), act=Act.RUN_JOBS)
@room.response(200, JobShape)
def get_job(job_id: UUID) -> JobView:
    return show_job(tools(), actor(), job_id)


@room.operation(
    "POST",
    "/<uuid:job_id>/rerun",
    Sentence("Run a stopped job again"),
    act=Act.RUN_JOBS,
)
@room.arguments(RerunForm)
@room.response(204)
def rerun_job(body: dict[str, Any], job_id: UUID) -> None:
    rerun(tools(), actor(), job_id, reason=body["reason"], now=now())
