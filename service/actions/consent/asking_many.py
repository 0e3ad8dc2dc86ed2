"""The job that asks what a batch holds, a portion at a time, each child exactly once.

A request is an ordinary submission with a key of its own (`batch:<id>:<row>`): killed
between the request and its note here, the next try is answered with the first one's
record. Whoever pauses or stops it takes the run's id away, under the batch's lock,
which each request is noted under as well.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from service.actions.access import get_account
from service.actions.consent.batch_texts import fit_to_ask, is_stuck, waits_for_text
from service.actions.consent.batches import drop, whole
from service.actions.consent.calling_back import call_back_batch
from service.actions.consent_texts import stale_languages
from service.actions.requests import InFlight
from service.actions.submitting import submit
from service.core.actor import SYSTEM, Actor
from service.core.batches import (
    HOUR,
    OVER,
    BatchState,
    ItemState,
    portion,
    seconds_between,
)
from service.core.errors import Erased, Invalid, NotFound, Refused, TryLater
from service.core.failpoints import failpoint
from service.core.jobs import Job
from service.core.permits import Act
from service.kinds import consent
from service.store import batches, consents, jobs
from service.store.tables.batches import BatchItemRow, BatchRow
from service.store.vault import Box
from service.tools import Tools

LIES = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Run:
    """A batch in a worker's hands. `items` are those whose turn it is.

    It is stuck when all who are left wait for a text that is translated anew.
    """

    id: UUID
    batch_id: UUID
    actor: Actor
    box: Box
    row: BatchRow
    items: Sequence[BatchItemRow]
    is_stuck: bool


def ask_many(tools: Tools, job: Job) -> None:
    """Ask the next portion, then wait for the next turn, or end the batch."""
    run = _open(tools, job.subject_id, now=datetime.now(UTC))
    if not run.actor.may(Act.ASK_MANY):
        _halt(tools, run, "forbidden", now=datetime.now(UTC))
    elif run.is_stuck:
        _halt(tools, run, "stale", now=datetime.now(UTC))
    else:
        _ask_all(tools, run)
    _leave(tools, run, job, now=datetime.now(UTC))


def drop_old_batches(tools: Tools, *, now: datetime) -> int:
    """Throw away files that lay here for a week unreleased, and keys that a crash has
    left behind. Return how many."""
    with tools.look(SYSTEM) as session:
        old = batches.unreleased(session, before=now - LIES)
    for row in old:
        actor = Actor(row.organisation_id, None, "")
        with tools.begin(actor) as work:
            again = batches.unreleased(work.session, before=now - LIES, only=row.id)
            for one in again:
                drop(work, one, actor, now=now)
        if again:
            tools.vault.destroy(row.id)
    with tools.look(SYSTEM) as session:
        over = batches.ended(session, after=now - LIES)
    left = [batch_id for batch_id in over if tools.vault.shelf.holds(batch_id)]
    for batch_id in left:
        tools.vault.destroy(batch_id)
    return len(old) + len(left)


def _open(tools: Tools, run_id: UUID, *, now: datetime) -> Run:
    """Return the run with its portion. Raises Erased when it was ended or replaced."""
    with tools.look(SYSTEM) as session:
        try:
            row = batches.of_run(session, run_id)
        except NotFound as problem:
            raise Erased(problem.said) from None
        if row.asked_by is None:
            raise Erased
        account = row.asked_by
        hour_ago = now - timedelta(seconds=HOUR)
        made = batches.made_since(session, row.organisation_id, hour_ago)
        left = tools.settings.batches.most_per_hour - made
        size = max(0, min(portion(row.per_hour), left))
        items = fit_to_ask(session, tools.vault, row, most=size)
        stuck = size > 0 and not items and is_stuck(session, tools.vault, row)
        box = batches.box_of(tools.vault, row)
    actor = _actor(tools, account, row)
    return Run(run_id, row.id, actor, box, row, items, stuck)


def _actor(tools: Tools, account_id: UUID, row: BatchRow) -> Actor:
    """Return in whose name it is asked, with the roles they have today."""
    try:
        return get_account(tools, account_id).actor
    except NotFound:
        return Actor(row.organisation_id, account_id, "")


def _ask_all(tools: Tools, run: Run) -> None:
    for item in run.items:
        if not _ask(tools, run, item, now=datetime.now(UTC)):
            break


def _ask(tools: Tools, run: Run, item: BatchItemRow, *, now: datetime) -> bool:
    """Ask for one consent. Return whether to go on."""
    if not _goes_on(tools, run):
        return False
    failpoint("batch.before_request")
    try:
        sent = submit(
            tools,
            run.actor,
            kind=consent.NAME,
            answers=whole(run.box, run.row, item),
            sending={},
            key=f"batch:{run.batch_id}:{item.number}",
            delay=tools.settings.undo_seconds,
            now=now,
        )
    except Invalid:
        return _note(tools, run, item, state=ItemState.FAILED, why="invalid")
    except InFlight:
        raise TryLater("in_flight", cause="connection") from None
    except Refused:
        return _waits(tools, run, item) or _halt(tools, run, "refused", now=now)
    failpoint("batch.after_request")
    made = {"state": ItemState.MADE, "record_id": sent.record_id, "made_at": now}
    _note(tools, run, item, **made)
    failpoint("batch.after_item")
    return True


def _waits(tools: Tools, run: Run, item: BatchItemRow) -> bool:
    """Whether a text has become too old since the portion was chosen."""
    with tools.look(run.actor) as session:
        stale = stale_languages(session, run.row.organisation_id)
    return waits_for_text(whole(run.box, run.row, item), stale)


def _goes_on(tools: Tools, run: Run) -> bool:
    with tools.look(run.actor) as session:
        try:
            return batches.of_run(session, run.id).state == BatchState.RELEASED
        except NotFound:
            return False


def _note(tools: Tools, run: Run, item: BatchItemRow, **values: Any) -> bool:
    """Write down what came of a row. If the batch was stopped meanwhile, its mails are
    called back."""
    with tools.begin(run.actor) as work:
        row = batches.locked(work, run.batch_id)
        if record_id := values.get("record_id"):
            consents.lock(work, record_id).batch_id = run.batch_id
        batches.settle(work, run.batch_id, [item.number], **values)
        if row.state in OVER:
            call_back_batch(work, row, run.actor, now=datetime.now(UTC))
    return True


def _halt(tools: Tools, run: Run, why: str, *, now: datetime) -> bool:
    """Pause a run that must not go on before somebody has looked at it."""
    with suppress(NotFound), tools.begin(run.actor) as work:
        row = batches.of_run(work.session, run.id, lock=True)
        row.state, row.why, row.run_id = BatchState.PAUSED, why, None
        work.note("batch paused", run.actor, about=str(row.id), now=now)
    return False


def _leave(tools: Tools, run: Run, job: Job, *, now: datetime) -> None:
    with tools.begin(run.actor) as work:
        try:
            row = batches.of_run(work.session, run.id, lock=True)
        except NotFound:
            jobs.finish(work, job)
            return
        if batches.items(work.session, row.id, ItemState.WAITING, limit=1):
            jobs.let_go(work, job, code="", wait=seconds_between(row.per_hour))
            return
        jobs.finish(work, job)
        batches.end(work, row, BatchState.DONE, now=now)
        work.note("batch done", run.actor, about=str(row.id), now=now)
        failpoint("batch.before_done")
    failpoint("batch.after_done")
    tools.vault.destroy(run.batch_id)
