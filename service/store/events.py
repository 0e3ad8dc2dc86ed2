"""Events of the audit trail as the audit browser asks for them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, cast, func, select, true
from sqlalchemy.orm import Session

from service.core.audit_views import KEY, LINK, EventView, Selection
from service.core.day import HOME, home_day
from service.store.tables.audit import AuditEventRow
from service.store.tables.register import AccountRow, ApiKeyRow

Names = Mapping[str, str]
A_DAY = timedelta(days=1)
HOUR = len("2026-03-02 09")  # how both databases begin to write a moment, in UTC


def latest(
    session: Session, selection: Selection, *, before: int | None, limit: int
) -> tuple[EventView, ...]:
    """Return events that fit, the latest first, from the one behind `before` on."""
    wanted = _fitting(selection).order_by(AuditEventRow.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(AuditEventRow.id < before)
    rows = session.scalars(wanted).all()
    names = names_of(session, {row.actor for row in rows})
    return tuple(_view(row, names) for row in rows)


def of_record(
    session: Session, record_id: UUID, whats: Iterable[str]
) -> Sequence[AuditEventRow]:
    """Return a record's events of these sorts, the latest first."""
    return session.scalars(
        select(AuditEventRow)
        .where(AuditEventRow.chain_id == record_id, AuditEventRow.what.in_(whats))
        .order_by(AuditEventRow.number.desc())
    ).all()


def names_of(session: Session, labels: Collection[str]) -> Names:
    """Return the names of those labels that are accounts or keys."""
    of_accounts = session.execute(
        select(AccountRow.id, AccountRow.name).where(AccountRow.id.in_(_ids(labels)))
    )
    keys = [label.removeprefix(KEY) for label in labels if label.startswith(KEY)]
    of_keys = session.execute(
        select(ApiKeyRow.id, ApiKeyRow.name).where(ApiKeyRow.id.in_(_ids(keys)))
    )
    return {
        **{str(id_): name for id_, name in of_accounts},
        **{f"{KEY}{id_}": name for id_, name in of_keys},
    }


def known_actors(session: Session) -> tuple[tuple[str, str], ...]:
    """Return label and name of the organisation's accounts and keys, by name."""
    accounts = session.execute(
        select(AccountRow.id, AccountRow.name).order_by(AccountRow.name)
    )
    keys = session.execute(
        select(ApiKeyRow.id, ApiKeyRow.name).order_by(ApiKeyRow.name)
    )
    return (
        *((str(id_), name) for id_, name in accounts),
        *((f"{KEY}{id_}", name) for id_, name in keys),
    )


def per_day(session: Session, *, since: date) -> Counter[date]:
    """Count the events of each Swedish day from `since` on.

    The database counts by the hour, which every day of ours begins with.
    """
    hour = func.substr(cast(AuditEventRow.at, String), 1, HOUR)
    counted = session.execute(
        select(hour, func.count())
        .where(AuditEventRow.at >= _midnight(since))
        .group_by(hour)
    )
    days = Counter[date]()
    for written, count in counted:
        days[home_day(datetime.fromisoformat(written).replace(tzinfo=UTC))] += count
    return days


def _fitting(selection: Selection) -> Select[AuditEventRow]:
    return select(AuditEventRow).where(
        _since(selection.since),
        _until(selection.until),
        _by(selection.actor),
        AuditEventRow.what == selection.what if selection.what else true(),
        AuditEventRow.record_id == selection.record_id
        if selection.record_id
        else true(),
    )


def _since(day: date | None) -> ColumnElement[bool]:
    return AuditEventRow.at >= _midnight(day) if day else true()


def _until(day: date | None) -> ColumnElement[bool]:
    return AuditEventRow.at < _midnight(day + A_DAY) if day else true()


def _by(label: str) -> ColumnElement[bool]:
    if label == LINK:
        return AuditEventRow.actor.startswith(LINK)
    return AuditEventRow.actor == label if label else true()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, HOME)


def _ids(labels: Iterable[str]) -> Iterator[UUID]:
    """Yield those labels that are ids and nothing else."""
    for label in labels:
        with suppress(ValueError):
            yield UUID(label)


def _view(row: AuditEventRow, names: Names) -> EventView:
    return EventView(
        id=row.id,
        organisation_id=row.organisation_id,
        at=row.at,
        actor=row.actor,
        name=names.get(row.actor, ""),
        what=row.what,
        record_id=row.record_id,
        about=row.about,
        chain_id=row.chain_id,
        number=row.number,
        commitment=row.commitment,
        previous=row.previous,
        hash=row.hash,
    )
