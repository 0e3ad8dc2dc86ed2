"""Which children are the same one, and which have been asked already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.batches import UNDER_WAY, ItemState
from service.core.consent_state import ConsentState
from service.core.identity import born
from service.core.terms import fold
from service.store import batches, revisions
from service.store.tables.batches import BatchRow
from service.store.tables.consents import ConsentRow
from service.store.tables.records import RecordRow, RevisionRow
from service.store.vault import Vault

# What is asked, or in force: a child that has one of these is not asked it again.
OPEN = (
    ConsentState.SENT,
    ConsentState.WAITING,
    ConsentState.VALID,
    ConsentState.PARTIAL,
    ConsentState.RECONSIDER,
)
Answers = Mapping[str, Any]


@dataclass
class Children:
    """Children, each with a row of a file, or 0. No two who may be the same one.

    They are when their numbers are equal, or their names and days of birth. Where
    either has no day, the names decide: whoever knows better writes the day.
    """

    by_number: dict[str, int] = field(default_factory=dict)
    by_day: dict[tuple[str, str], int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    without_day: dict[str, int] = field(default_factory=dict)

    def row_of(self, answers: Answers) -> int | None:
        """Return the row of the same child, or None when it is not here."""
        number, name, day = _known(answers)
        if number in self.by_number:
            return self.by_number[number]
        if not day:
            return self.by_name.get(name)
        return self.by_day.get((name, day), self.without_day.get(name))

    def add(self, answers: Answers, row: int = 0) -> None:
        number, name, day = _known(answers)
        self.by_name.setdefault(name, row)
        if number:
            self.by_number.setdefault(number, row)
        if day:
            self.by_day.setdefault((name, day), row)
        else:
            self.without_day.setdefault(name, row)


def asked_already(session: Session, vault: Vault, pattern: Answers) -> Children:
    """Return the children who are asked the same question, or have said yes to it.

    The same question is one with the same purpose. All of the organisation's are
    counted, whoever asked: a child that is asked twice is the worse mistake.
    """
    found, purpose = Children(), fold(str(pattern["purpose"]))
    for answers in (*_asked(session, vault), *_to_be_asked(session, vault)):
        if fold(str(answers.get("purpose", ""))) == purpose:
            found.add(answers)
    return found


def _asked(session: Session, vault: Vault) -> list[Answers]:
    rows = session.scalars(
        select(RevisionRow)
        .join(ConsentRow, ConsentRow.record_id == RevisionRow.record_id)
        .join(RecordRow, RecordRow.id == RevisionRow.record_id)
        .where(RevisionRow.number == ConsentRow.revision)
        .where(ConsentRow.state.in_(OPEN), RecordRow.erased_at.is_(None))
    )
    return [revisions.answers_of(vault, row) for row in rows]


def _to_be_asked(session: Session, vault: Vault) -> list[Answers]:
    """Return what other batches, released ones, are about to ask."""
    found: list[Answers] = []
    for row in session.scalars(select(BatchRow).where(BatchRow.state.in_(UNDER_WAY))):
        box = batches.box_of(vault, row)
        pattern = batches.pattern_in(box, row)["question"]
        found += [
            {**pattern, **batches.answers_in(box, item)}
            for item in batches.items(session, row.id, ItemState.WAITING)
        ]
    return found


def _known(answers: Answers) -> tuple[str, str, str]:
    """Return a child's number, name and day of birth, "" for what is not known."""
    identity = str(answers.get("child_identity") or "")
    day = born(identity)
    return (
        identity if day and "-" not in identity else "",
        fold(" ".join(str(answers["child_name"]).split())),
        day.isoformat() if day else "",
    )
