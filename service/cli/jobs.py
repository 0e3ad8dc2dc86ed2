"""See what has stopped, let it run again, hold a queue. Every move is written down."""

from uuid import UUID

import click

from service.actions import operating
from service.cli.opening import ID, now, say, tools
from service.core.jobs import QUEUES, JobState

REASON = click.option("--reason", required=True, help="Why, for those who read later.")
QUEUE = click.argument("queue", type=click.Choice(sorted(set(QUEUES.values()))))


@click.group()
def jobs() -> None:
    """Look after the jobs."""


@jobs.command("list")
@click.option("--state", type=click.Choice(list(JobState)), default=JobState.DEAD)
def list_(*, state: str) -> None:
    """List jobs in a state (id, kind, tries, code, since), the oldest first."""
    for job in operating.list_jobs(tools(), None, state=JobState(state)):
        say(job.id, job.kind, job.attempt, job.code, job.created_at)


@jobs.command()
def count() -> None:
    """Count the jobs in each state."""
    for state, number in operating.queue_counts(tools()).items():
        say(state, number)


@jobs.command()
@click.argument("job_id", type=ID)
def show(*, job_id: UUID) -> None:
    """Show one job and everything that happened to it."""
    job = operating.show_job(tools(), None, job_id)
    say("job", job.id)
    say("kind", job.kind)
    say("state", f"{job.state} (held)" if job.held else job.state)
    say("why", job.code, job.why)
    say("record", job.record_id)
    for event in job.events:
        move = f"{event.from_state} -> {event.to_state}"
        say(event.at, move, event.actor, event.reason)


@jobs.command()
@click.argument("job_id", type=ID, required=False)
@click.option("--code", help="Every stopped job with this code, instead of one job.")
@REASON
def replay(*, job_id: UUID | None, code: str | None, reason: str) -> None:
    """Let stopped jobs run again: one by its id, or all with the same --code."""
    if (job_id is None) == (code is None):
        raise click.UsageError("Give the id of a job, or --code.")
    house = tools()
    stopped = operating.stopped_jobs(house) if code else ()
    chosen = [job_id] if job_id else [job.id for job in stopped if job.code == code]
    for chosen_id in chosen:
        operating.rerun(house, None, chosen_id, reason=reason, now=now())
    say(f"{len(chosen)} started again")


@jobs.command()
@QUEUE
@REASON
def hold(*, queue: str, reason: str) -> None:
    """Stop a queue: nothing is lost, nothing moves."""
    operating.hold(tools(), None, queue=queue, reason=reason, now=now())
    say(f"{queue} stands still until it is released")


@jobs.command()
@QUEUE
def release(*, queue: str) -> None:
    """Let a queue move again."""
    operating.release(tools(), None, queue=queue, now=now())
    say(f"{queue} moves again")
