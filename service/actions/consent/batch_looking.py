"""A batch's file as it was read, for the eyes of whoever read it in."""

from typing import Any
from uuid import UUID

from service.actions.consent.batch_findings import read_back
from service.core.actor import Actor, require
from service.core.batches import Finding, ItemState, ReadGuardian, ReadRow
from service.core.identity import born
from service.core.permits import Act
from service.store import batches
from service.tools import Tools


def rows_read(
    tools: Tools, actor: Actor, batch_id: UUID, *, limit: int
) -> tuple[ReadRow, ...]:
    """Return the first rows that can be asked about, with the names they hold.

    A batch that is over has none: the file is gone. Raises NotFound for other people's.
    """
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        row = batches.own(session, actor, batch_id)
        if not row.pattern:
            return ()
        box = batches.box_of(tools.vault, row)
        found = batches.items(session, row.id, ItemState.WAITING, limit=limit)
        return tuple(_row(item.number, batches.answers_in(box, item)) for item in found)


def names_told(tools: Tools, actor: Actor, batch_id: UUID) -> tuple[Finding, ...]:
    """Return where the question that all will read names somebody of its draft."""
    require(actor, Act.ASK_MANY)
    with tools.look(actor) as session:
        row = batches.own(session, actor, batch_id)
        if not row.pattern:
            return ()
        kept = batches.pattern_in(batches.box_of(tools.vault, row), row)
        return tuple(read_back(0, kept["names"]))


def _row(number: int, answers: dict[str, Any]) -> ReadRow:
    day = born(str(answers.get("child_identity") or ""))
    return ReadRow(
        number,
        str(answers["child_name"]),
        day.isoformat() if day else "",
        tuple(
            ReadGuardian(one["name"], one["language"], one.get("email") or "")
            for one in answers["guardians"]
        ),
    )
