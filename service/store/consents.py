"""Consents as rows: one lock, events that are only added, and what was said in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.consent import SAYING, Cell, Happened, Information, Role, Route, Said
from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.store import trail
from service.store.tables.consents import (
    ConsentEventRow,
    ConsentFileRow,
    ConsentRow,
    ParticipantRow,
)
from service.store.vault import Box
from service.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What is to be written down. `by` labels who did it, as the audit trail does."""

    happened: Happened
    by: str
    participant: ParticipantRow | None = None
    turn: int | None = None
    route: Route | str = ""
    language: str = ""
    text_sha256: str = ""
    said: Mapping[str, Any] | None = None
    settles: int | None = None


def lock(work: Work, record_id: UUID) -> ConsentRow:
    """Return a consent, locked until the transaction ends. Raises NotFound.

    Without it two guardians who sign at once would each find the other missing, and
    the consent would stay open for ever (PROMISES 3.7).
    """
    locked = (
        select(ConsentRow)
        .where(ConsentRow.record_id == record_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return _found(work.session.scalar(locked))


def lock_before_record(work: Work, record_id: UUID) -> None:
    """Lock the consent that a record may be, for who will lock the record as well.

    Whoever adds an event takes a share of the record's lock after the consent's: two
    who took them in different orders would wait for each other.
    """
    locked = select(ConsentRow.record_id).where(ConsentRow.record_id == record_id)
    work.session.execute(locked.with_for_update())


def get(session: Session, record_id: UUID) -> ConsentRow:
    return _found(session.get(ConsentRow, record_id))


def participants(session: Session, consent: ConsentRow) -> Sequence[ParticipantRow]:
    """Return who takes part in what is asked now: guardians, child, receivers."""
    order = {role: place for place, role in enumerate(Role)}
    rows = session.scalars(
        select(ParticipantRow)
        .where(ParticipantRow.record_id == consent.record_id)
        .where(ParticipantRow.revision == consent.revision)
    )
    return sorted(rows, key=lambda row: (order[Role(row.role)], row.position))


def participant(session: Session, participant_id: UUID) -> ParticipantRow:
    row = session.get(ParticipantRow, participant_id)
    if row is None:
        raise NotFound(Sentence("There is no such participant."))
    return row


def refuse_stranger(session: Session, record_id: UUID, participant_id: UUID) -> None:
    """Raise NotFound for somebody who takes no part in this consent."""
    if participant(session, participant_id).record_id != record_id:
        raise NotFound(Sentence("There is no such participant."))


def of_delivery(session: Session, delivery_id: UUID) -> ParticipantRow | None:
    return session.scalar(
        select(ParticipantRow).where(ParticipantRow.delivery_id == delivery_id)
    )


def event_place(sequence: int) -> str:
    """Where in its record's box what an event tells lies."""
    return f"event:{sequence}"


def consent_file_place(row: ConsentFileRow) -> str:
    """Where in its record's box a file lies: no other file opens in its place."""
    return f"consent file:{row.purpose}:{row.participant_id}:{row.sequence}"


def add_event(
    work: Work, consent: ConsentRow, new: NewEvent, *, box: Box, now: datetime
) -> ConsentEventRow:
    """Add an event to a locked consent, and its line to the audit trail."""
    consent.events += 1
    said = dict(new.said or {})
    row = ConsentEventRow(
        organisation_id=consent.organisation_id,
        record_id=consent.record_id,
        sequence=consent.events,
        revision=consent.revision,
        happened=new.happened,
        participant_id=new.participant.id if new.participant else None,
        turn=new.turn,
        settles=new.settles,
        actor=new.by,
        route=new.route,
        language=new.language,
        text_sha256=new.text_sha256,
        sealed=box.seal_json(said, what=event_place(consent.events)),
        at=now,
    )
    work.session.add(row)
    work.session.flush()
    trail.append(
        work.session,
        organisation_id=consent.organisation_id,
        actor=new.by,
        what=f"consent {new.happened}",
        record_id=consent.record_id,
        about=str(row.participant_id or ""),
        values={"route": str(new.route), "text": new.text_sha256, "said": said},
        now=now,
    )
    return row


def events(session: Session, record_id: UUID) -> Sequence[ConsentEventRow]:
    """Return all that has happened, the oldest first."""
    return session.scalars(
        select(ConsentEventRow)
        .where(ConsentEventRow.record_id == record_id)
        .order_by(ConsentEventRow.sequence)
    ).all()


def newest_of(
    session: Session, participant_id: UUID, happened: Iterable[Happened]
) -> ConsentEventRow | None:
    """Return the last of these that happened to somebody, None when none did."""
    return session.scalar(
        select(ConsentEventRow)
        .where(ConsentEventRow.participant_id == participant_id)
        .where(ConsentEventRow.happened.in_(happened))
        .order_by(ConsentEventRow.sequence.desc())
        .limit(1)
    )


def settling(session: Session, record_id: UUID, number: int) -> ConsentEventRow | None:
    """Return the event that answers the question of that number, None while open."""
    return session.scalar(
        select(ConsentEventRow)
        .where(ConsentEventRow.record_id == record_id)
        .where(ConsentEventRow.settles == number)
    )


def told(box: Box, row: ConsentEventRow) -> dict[str, Any]:
    """Return what an event tells. Raises Tampered."""
    return dict(box.open_json(row.sealed, what=event_place(row.sequence)))


def said(box: Box, rows: Iterable[ConsentEventRow], *, revision: int) -> list[Said]:
    """Return the answers and withdrawals among `rows` to what `revision` asked."""
    return [
        Said(
            by=row.participant_id,
            sequence=row.sequence,
            at=row.at,
            allowed=cells_from(told(box, row)["allowed"]),
            is_withdrawal=row.happened == Happened.WITHDRAWN,
        )
        for row in rows
        if row.happened in SAYING and row.revision == revision and row.participant_id
    ]


def cells_from(stored: Iterable[Sequence[Any]]) -> frozenset[Cell]:
    return frozenset(Cell(int(party), Information(what)) for party, what in stored)


def cells_to_store(cells: Iterable[Cell]) -> list[list[Any]]:
    return [[one.party, str(one.information)] for one in sorted(cells)]


def files(session: Session, record_id: UUID) -> Sequence[ConsentFileRow]:
    """Return the files of a consent, the oldest first."""
    return session.scalars(
        select(ConsentFileRow)
        .where(ConsentFileRow.record_id == record_id)
        .order_by(ConsentFileRow.sequence, ConsentFileRow.purpose)
    ).all()


def _found(row: ConsentRow | None) -> ConsentRow:
    if row is None:
        raise NotFound(Sentence("There is no such consent."))
    return row
