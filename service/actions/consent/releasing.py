"""A batch is let go by a human, held up, let go again, or stopped for good."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from service.actions.consent.batch_children import asked_already
from service.actions.consent.batch_reading import mails_of, papers_of
from service.actions.consent.batch_texts import is_stuck
from service.actions.consent.batches import drop
from service.actions.consent.calling_back import call_back_batch
from service.actions.consent_texts import refuse_stale
from service.core.actor import Actor, require
from service.core.batches import STUCK, UNDER_WAY, BatchState, ItemState
from service.core.errors import Invalid, Refused
from service.core.jobs import JobKind
from service.core.permits import Act
from service.core.sentence import Sentence
from service.store import batches
from service.store.tables.batches import BatchRow
from service.store.work import Work
from service.tools import Tools

CHANGED = Sentence(
    "Some of the children have been asked since the file was read. They are left out"
    " now: look at the numbers again."
)


def release(
    tools: Tools,
    actor: Actor,
    batch_id: UUID,
    *,
    typed: str,
    per_hour: str = "",
    now: datetime,
) -> None:
    """Let the requests go, the first one when the undo time is over.

    `typed` is the number of requests, written by a human who knows it. Raises Invalid
    at `typed` or `per_hour`, Refused when it was released before, when nothing can be
    asked, or when a text for guardians is older than the Swedish one.
    """
    require(actor, Act.ASK_MANY)
    most = _per_hour(per_hour, tools.settings.batches.most_per_hour)
    with tools.begin(actor) as work:
        batches.lock_live(work.session)
        row = batches.own(work.session, actor, batch_id)
        _refuse_if(
            row.state != BatchState.READ, Sentence("It was released or thrown away.")
        )
        left_out = _leave_out(tools, work, row)
        if not left_out:
            _check_number(work, row, typed)
            refuse_stale(work.session, row.organisation_id, row.mails)
            row.state, row.released_at, row.per_hour = BatchState.RELEASED, now, most
            undo = tools.settings.batches.undo
            row.starts_at = now + undo
            _run(work, row, wait=undo)
            work.note("batch released", actor, about=str(batch_id), now=now)
    if left_out:
        raise Invalid({"typed": [CHANGED]})


def pause(tools: Tools, actor: Actor, batch_id: UUID, *, now: datetime) -> None:
    """Ask for nothing more until it is resumed; what was asked stays asked."""
    require(actor, Act.ASK_MANY)
    with tools.begin(actor) as work:
        row = batches.own(work.session, actor, batch_id, lock=True)
        _refuse_if(
            row.state != BatchState.RELEASED, Sentence("There is nothing to pause.")
        )
        row.state, row.run_id, row.why = BatchState.PAUSED, None, ""
        work.note("batch paused", actor, about=str(batch_id), now=now)


def resume(tools: Tools, actor: Actor, batch_id: UUID, *, now: datetime) -> None:
    """Go on where it was paused; never before the undo time is over.

    Raises Refused when it is not paused, or when all who are left wait for a text.
    """
    require(actor, Act.ASK_MANY)
    with tools.begin(actor) as work:
        row = batches.own(work.session, actor, batch_id, lock=True)
        _refuse_if(row.state != BatchState.PAUSED, Sentence("It is not paused."))
        _refuse_if(is_stuck(work.session, tools.vault, row), STUCK)
        row.state, row.why = BatchState.RELEASED, ""
        starts = row.starts_at or now
        _run(work, row, wait=max(starts - now, timedelta()))
        work.note("batch resumed", actor, about=str(batch_id), now=now)


def stop(tools: Tools, actor: Actor, batch_id: UUID, *, now: datetime) -> int:
    """Ask for nothing more, ever, and call back the mails that have not left.

    Returns how many will not go. Before the first request nothing is left of it.
    """
    require(actor, Act.ASK_MANY)
    with tools.begin(actor) as work:
        row = batches.own(work.session, actor, batch_id, lock=True)
        _refuse_if(row.state not in UNDER_WAY, Sentence("It is over already."))
        called_back = call_back_batch(work, row, actor, now=now)
        if batches.items(work.session, row.id, ItemState.MADE, limit=1):
            batches.end(work, row, BatchState.STOPPED, now=now)
            work.note("batch stopped", actor, about=str(batch_id), now=now)
        else:
            drop(work, row, actor, now=now)
    tools.vault.destroy(batch_id)
    return called_back


def _per_hour(text: str, most: int) -> int:
    if not text.strip():
        return most
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise Invalid({"per_hour": [Sentence("Write a whole number.")]})
    if not 1 <= int(text[:9]) <= most:
        said = Sentence(
            "Write a number from {least} to {most}.", least="1", most=str(most)
        )
        raise Invalid({"per_hour": [said]})
    return int(text[:9])


def _refuse_if(wrong: bool, why: Sentence) -> None:  # noqa: FBT001 - reads as asked
    if wrong:
        raise Refused(why)


def _check_number(work: Work, row: BatchRow, typed: str) -> None:
    """Whoever lets it go has read how many it reaches (DOMAIN C4)."""
    number = len(batches.items(work.session, row.id, ItemState.WAITING))
    _refuse_if(not number, Sentence("Nothing in this batch can be asked."))
    if "".join(typed.split()) != str(number):
        raise Invalid({"typed": [Sentence("Write how many requests there are.")]})


def _leave_out(tools: Tools, work: Work, row: BatchRow) -> bool:
    """Skip children who have been asked since the file was read: whether there were."""
    box = batches.box_of(tools.vault, row)
    question = batches.pattern_in(box, row)["question"]
    asked = asked_already(work.session, tools.vault, question)
    waiting = {
        item.number: batches.answers_in(box, item)
        for item in batches.items(work.session, row.id, ItemState.WAITING)
    }
    found = [n for n, one in waiting.items() if asked.row_of(one) is not None]
    if found:
        gone = set(found)
        kept = [one for n, one in waiting.items() if n not in gone]
        row.mails, row.papers = mails_of(kept), papers_of(kept)
        batches.settle(work, row.id, found, state=ItemState.SKIPPED, why="asked")
    return bool(found)


def _run(work: Work, row: BatchRow, *, wait: timedelta) -> None:
    """Begin a run of its own: whatever an earlier one has left finds nothing to do."""
    row.run_id = uuid4()
    work.session.flush()
    work.enqueue(
        JobKind.BATCH,
        row.run_id,
        organisation_id=row.organisation_id,
        delay=wait.total_seconds(),
    )
