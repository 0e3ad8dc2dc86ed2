"""Ask for many consents: a file is looked at, released by a human, and followed.

Nothing is sent by looking. A batch belongs to whoever read the file in: nobody else
sees it, and nobody else can release it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from service.actions.consent.batch_findings import kept, read_back
from service.actions.consent.batch_pattern import names_in, pattern_of
from service.actions.consent.batch_reading import (
    Reading,
    mails_of,
    papers_of,
    read_file,
    shared_boxes,
)
from service.actions.drafts import get_draft
from service.core.actor import Actor, require
from service.core.batches import Batch, BatchState, Finding, ItemState
from service.core.day import home_day
from service.core.errors import Invalid, NotFound, Refused
from service.core.permits import Act
from service.core.records import Draft
from service.core.sentence import Sentence
from service.kinds import consent
from service.store import batches
from service.store.tables.batches import BatchItemRow, BatchRow
from service.store.vault import Box
from service.store.work import Work
from service.tools import Tools

LATEST = 50


def read_batch(
    tools: Tools, actor: Actor, draft_id: UUID, content: bytes, *, now: datetime
) -> UUID:
    """Look at a file, keep what was found, sealed, and return the batch's id.

    Raises Invalid at `file` or `draft` for what cannot be read at all. Sends nothing.
    """
    require(actor, Act.ASK_MANY)
    draft = _draft(tools, actor, draft_id)
    pattern = pattern_of(tools, draft.answers, now=now)
    asked = {"question": pattern, "names": kept(names_in(pattern, draft.answers))}
    with tools.look(actor) as session:
        reading = read_file(tools, session, content, pattern, today=home_day(now))
    batch_id = uuid4()
    box = tools.vault.new_box(batch_id, actor.organisation_id)
    with tools.begin(actor) as work:
        row = BatchRow(
            id=batch_id,
            organisation_id=actor.organisation_id,
            asked_by=actor.account_id,
            state=BatchState.READ,
            pattern=box.seal_json(asked, what=batches.PATTERN),
            encoding=reading.encoding,
            mails=mails_of(reading.asked),
            papers=papers_of(reading.asked),
            made_at=now,
        )
        work.session.add(row)
        work.session.flush()
        batches.add_items(work, row, _items(box, reading))
        work.note("batch uploaded", actor, about=str(batch_id), now=now)
    return batch_id


def get_batch(tools: Tools, actor: Actor, batch_id: UUID) -> Batch:
    """Return how a batch stands. Raises NotFound for other people's."""
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        row = batches.own(session, actor, batch_id)
        return batches.as_view(session, tools.vault, row)


def list_batches(tools: Tools, actor: Actor) -> tuple[Batch, ...]:
    """Return the actor's latest batches, the latest first."""
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        rows = batches.owned(session, actor, limit=LATEST)
        return tuple(batches.as_view(session, tools.vault, row) for row in rows)


def paused_batches(tools: Tools, actor: Actor) -> tuple[Batch, ...]:
    """Return the actor's batches that stand still; who may release none has none."""
    if not actor.may(Act.ASK_MANY):
        return ()
    with tools.look(actor) as session:
        rows = batches.owned(session, actor, limit=LATEST)
        still = [row for row in rows if row.state == BatchState.PAUSED]
        return tuple(batches.as_view(session, tools.vault, row) for row in still)


def findings(
    tools: Tools,
    actor: Actor,
    batch_id: UUID,
    state: ItemState,
    *,
    limit: int | None = None,
) -> tuple[Finding, ...]:
    """Return what was found in the rows of a state, in the order of the file.

    `limit` counts rows. A batch that is over has none: the file is gone.
    """
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        row = batches.own(session, actor, batch_id)
        if not row.pattern:
            return ()
        box = batches.box_of(tools.vault, row)
        rows = batches.items(session, row.id, state, limit=limit)
        return tuple(one for item in rows for one in _found(box, item))


def notes(tools: Tools, actor: Actor, batch_id: UUID) -> tuple[Finding, ...]:
    """Return what is odd in rows that will be asked, though nothing is wrong."""
    return findings(tools, actor, batch_id, ItemState.WAITING)


def example(tools: Tools, actor: Actor, batch_id: UUID) -> dict[str, Any]:
    """Return all answers of the first request. Raises NotFound when there is none."""
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        row = batches.own(session, actor, batch_id)
        items = batches.items(session, row.id, ItemState.WAITING, limit=1)
        if not items or not row.pattern:
            raise NotFound(Sentence("Nothing in this batch can be asked."))
        return whole(batches.box_of(tools.vault, row), row, items[0])


def outcomes(
    tools: Tools, actor: Actor, batch_id: UUID, *, limit: int
) -> tuple[tuple[int, str], ...]:
    """Return the rows of which nothing came, with the code that says why."""
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        batches.own(session, actor, batch_id)
        rows = batches.items(session, batch_id, ItemState.FAILED, limit=limit)
        return tuple((item.number, item.why) for item in rows)


def throw_away(tools: Tools, actor: Actor, batch_id: UUID, *, now: datetime) -> None:
    """Forget a file of which nothing was released. Raises Refused after that."""
    require(actor, Act.ASK_MANY)
    with tools.begin(actor) as work:
        row = batches.own(work.session, actor, batch_id, lock=True)
        if row.state != BatchState.READ:
            raise Refused(Sentence("It has been released: stop it instead."))
        drop(work, row, actor, now=now)
    tools.vault.destroy(batch_id)


def drop(work: Work, row: BatchRow, actor: Actor, *, now: datetime) -> None:
    """End a batch of which nothing was asked; its key goes after the commit."""
    batches.end(work, row, BatchState.DROPPED, now=now)
    work.note("batch thrown away", actor, about=str(row.id), now=now)


def whole(box: Box, row: BatchRow, item: BatchItemRow) -> dict[str, Any]:
    """Return the answers of one request: the common part, and the child's own."""
    question = batches.pattern_in(box, row)["question"]
    said = batches.answers_in(box, item)
    own = {name: answer for name, answer in said.items() if answer}
    return {**question, **own}


def _draft(tools: Tools, actor: Actor, draft_id: UUID) -> Draft:
    draft = get_draft(tools, actor, draft_id)
    if draft.kind != consent.NAME:
        raise Invalid({"draft": [Sentence("Choose a draft of a consent.")]})
    return draft


def _items(box: Box, reading: Reading) -> list[dict[str, Any]]:
    odd: dict[int, list[Finding]] = {}
    for one in shared_boxes(reading.waiting):
        odd.setdefault(one.row, []).append(one)
    return [
        {
            "number": row.number,
            "state": row.state,
            "sealed": box.seal_json(
                {
                    "answers": row.answers,
                    "told": kept((*row.findings, *odd.get(row.number, ()))),
                },
                what=batches.item_place(row.number),
            ),
        }
        for row in reading.rows
    ]


def _found(box: Box, item: BatchItemRow) -> list[Finding]:
    item_kept = box.open_json(item.sealed, what=batches.item_place(item.number))
    return read_back(item.number, item_kept["told"])
