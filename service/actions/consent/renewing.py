"""Seals that are to last are renewed before their newest timestamp's certificate ends.

What is renewed has bytes of its own; the earlier ones are the first of them, and their
hash stays known. So a file that fell short when it was sealed is caught up, too.
"""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select

from service.core.actor import SYSTEM
from service.core.audit_views import CLOCK
from service.core.errors import (
    Erased,
    GiveUp,
    KeyMissing,
    NotFound,
    Tampered,
    TryLater,
)
from service.store import consents, trail
from service.store.tables.consents import ConsentFileRow, EarlierFileRow
from service.store.vault import Box
from service.tools import Tools

log = logging.getLogger(__name__)
AT_A_TIME = 100
MOST_WAITING = 3


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file as it is, and where in whose box it lies."""

    record_id: UUID
    box: Box
    place: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Renewed:
    """New bytes on disk, and what they are to take the place of."""

    file_id: UUID
    record_id: UUID
    before: str
    sha256: str
    stored: str
    size: int
    renew_at: datetime


def renew_seals(tools: Tools, *, now: datetime, most: int = AT_A_TIME) -> int:
    """Try to renew the seals that are due, at most so many. Return how many it did.

    While a service is down they wait; what can never be renewed is logged.
    """
    done = waiting = 0
    for file_id in due(tools, now=now)[:most]:
        if waiting >= MOST_WAITING:
            break
        try:
            done += _keep(tools, _renew(tools, file_id, now=now), now=now)
        except TryLater as problem:
            log.warning("seals wait to be renewed: %s", problem.code)
            waiting += 1
        except (Erased, NotFound):
            continue  # it went meanwhile
        except (GiveUp, KeyMissing, Tampered) as problem:
            log.error("the seal of %s cannot be renewed: %s", file_id, problem)
    return done


def due(tools: Tools, *, now: datetime) -> Sequence[UUID]:
    """Return the files to be renewed, in no order: none may bar the way of others."""
    if not tools.settings.seal.is_long_term:
        return ()
    with tools.look(SYSTEM) as session:
        wanted = select(ConsentFileRow.id).where(ConsentFileRow.renew_at <= now)
        found = list(session.scalars(wanted))
    random.shuffle(found)
    return found


def expired(tools: Tools, *, now: datetime) -> int:
    """Return how many of those that are due come too late: their certificate ended."""
    return sum(_is_expired(tools, file_id, now=now) for file_id in due(tools, now=now))


def _is_expired(tools: Tools, file_id: UUID, *, now: datetime) -> bool:
    try:
        return tools.sealer.proven_until(_kept(tools, file_id).content) < now
    except (Erased, KeyMissing, NotFound, Tampered):
        return False  # each has a line of its own where it is looked for


def _kept(tools: Tools, file_id: UUID) -> _Kept:
    with tools.look(SYSTEM) as session:
        row = session.get(ConsentFileRow, file_id)
        if row is None:
            raise Erased
        box = tools.vault.box(row.record_id, row.organisation_id)
        place = consents.consent_file_place(row)
        content = box.open(tools.files.get(row.stored), what=place)
        return _Kept(row.record_id, box, place, content)


def _renew(tools: Tools, file_id: UUID, *, now: datetime) -> _Renewed:
    """Renew a file, and put it beside the present one. Nothing tells of it yet."""
    old = _kept(tools, file_id)
    before, box, place = old.content, old.box, old.place
    content = tools.sealer.preserve(before, now=now)
    return _Renewed(
        file_id,
        old.record_id,
        before=sha256(before).hexdigest(),
        sha256=sha256(content).hexdigest(),
        stored=tools.files.put(box.seal(content, what=place)),
        size=len(content),
        renew_at=tools.sealer.renew_at(content),
    )


def _keep(tools: Tools, new: _Renewed, *, now: datetime) -> bool:
    """Let the new file take the old one's place. Return whether nobody else has."""
    with tools.begin(SYSTEM) as work:
        consents.lock(work, new.record_id)
        row = work.session.get(ConsentFileRow, new.file_id)
        if row is None or row.sha256 != new.before:
            return False
        owner, old = row.organisation_id, row.stored
        earlier = {"sha256": row.sha256, "made_at": row.made_at}
        work.session.add(
            EarlierFileRow(organisation_id=owner, file_id=row.id, **earlier)
        )
        row.sha256, row.stored, row.size = new.sha256, new.stored, new.size
        row.made_at, row.renew_at = now, new.renew_at
        trail.append(
            work.session,
            organisation_id=owner,
            actor=CLOCK,
            what="seal renewed",
            record_id=new.record_id,
            about=str(new.file_id),
            values={"before": new.before, "after": new.sha256},
            now=now,
        )
    tools.files.let_go(old)
    return True
