"""SMTP transactions, written down before and after the one moment that matters."""

from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update

from service.core.jobs import Job
from service.store.clock import db_now
from service.store.tables.base import table_of
from service.store.tables.jobs import AttemptRow
from service.store.work import Work

ATTEMPT = table_of(AttemptRow)


class Phase(StrEnum):
    """`intent`: the final dot may have gone out. `accepted`: the relay said 250.

    `bounced`: it was accepted, and came back later.
    """

    INTENT = "intent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    BOUNCED = "bounced"


# A mail that came back had been taken by the relay; one in doubt is so no more.
ARRIVED = (Phase.ACCEPTED, Phase.BOUNCED)
MAY_COME_BACK = (Phase.ACCEPTED, Phase.INTENT)
# Built once, as in `service.store.moves`.
INTEND = insert(ATTEMPT).values(phase=Phase.INTENT, at=db_now())
CONCLUDE = (
    update(ATTEMPT)
    .where(ATTEMPT.c.job_id == bindparam("job"), ATTEMPT.c.number == bindparam("turn"))
    .values(phase=bindparam("outcome"), reply=bindparam("said"), at=db_now())
)


def intend(work: Work, job: Job, *, message_id: str, raw: bytes) -> None:
    """Write down that the dot is about to be sent; commit before sending it."""
    told = {
        "job_id": job.id,
        "number": job.attempt,
        "message_id": message_id,
        "raw_sha256": sha256(raw).hexdigest(),
    }
    work.session.execute(INTEND, told)


def conclude(work: Work, job: Job, phase: Phase, *, reply: str) -> None:
    """Write down what the relay answered. Allowed even to a worker fenced out:
    an acceptance is evidence, whoever holds the job now."""
    told = {"job": job.id, "turn": job.attempt, "outcome": phase, "said": reply}
    work.session.execute(CONCLUDE, told)


def phase(work: Work, job_id: UUID, number: int) -> Phase | None:
    found = work.session.scalar(
        select(ATTEMPT.c.phase).where(
            ATTEMPT.c.job_id == job_id, ATTEMPT.c.number == number
        )
    )
    return None if found is None else Phase(found)


def was_accepted(work: Work, job_id: UUID) -> bool:
    accepted = select(ATTEMPT.c.id).where(
        ATTEMPT.c.job_id == job_id, ATTEMPT.c.phase.in_(ARRIVED)
    )
    return work.session.scalar(accepted.limit(1)) is not None


def came_back(work: Work, job_id: UUID, *, status: str) -> bool:
    """Note that a mail which was accepted has come back. False when it was known."""
    told = (
        update(ATTEMPT)
        .where(ATTEMPT.c.job_id == job_id, ATTEMPT.c.phase.in_(MAY_COME_BACK))
        .values(phase=Phase.BOUNCED, reply=status, at=db_now())
        .returning(ATTEMPT.c.id)
    )
    return bool(work.session.execute(told).all())
