"""Rows of a batch that wait for a text: theirs is older than the Swedish one.

Nobody is asked in another language instead, and nobody else waits for them.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.batch_reading import mails_of
from service.actions.consent_texts import stale_languages
from service.core.actor import Actor, require
from service.core.batches import ItemState
from service.core.permits import Act
from service.store import batches
from service.store.tables.batches import BatchItemRow, BatchRow
from service.store.vault import Vault
from service.tools import Tools


def stale_in(tools: Tools, actor: Actor, batch_id: UUID) -> tuple[str, ...]:
    """Return the languages whose texts the rest of a batch waits for."""
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        row = batches.own(session, actor, batch_id)
        stale = stale_languages(session, row.organisation_id) if row.pattern else ()
        if not stale:
            return ()
        box = batches.box_of(tools.vault, row)
        left = batches.items(session, row.id, ItemState.WAITING)
        used = mails_of(batches.answers_in(box, item) for item in left)
        return tuple(code for code in stale if code in used)


def fit_to_ask(
    session: Session, vault: Vault, row: BatchRow, *, most: int
) -> Sequence[BatchItemRow]:
    """Return the next rows that wait for no text, at most so many, in order."""
    stale = set(stale_languages(session, row.organisation_id))
    if not stale:
        return batches.items(session, row.id, ItemState.WAITING, limit=most)
    box = batches.box_of(vault, row)
    waiting = batches.items(session, row.id, ItemState.WAITING)
    fit = (
        item
        for item in waiting
        if not waits_for_text(batches.answers_in(box, item), stale)
    )
    return [item for item, _ in zip(fit, range(most), strict=False)]


def is_stuck(session: Session, vault: Vault, row: BatchRow) -> bool:
    """Whether all who are left wait for a text."""
    left = batches.items(session, row.id, ItemState.WAITING, limit=1)
    return bool(left) and not fit_to_ask(session, vault, row, most=1)


def waits_for_text(answers: dict[str, Any], stale: Iterable[str]) -> bool:
    """Whether somebody of a row is mailed in one of these languages."""
    return not set(stale).isdisjoint(mails_of((answers,)))
