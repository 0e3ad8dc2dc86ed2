"""All that stands in somebody's name handed over at once, for who has left: by a job.

Each record is a line of the audit trail; who takes over gets one mail, in the
transaction that ends the job. A job that was cut short goes on with what is left.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.going_along import all_go_along
from service.actions.handing_over import NOT_THEY, as_colleague, as_recipient
from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.actor import SYSTEM, Actor, require
from service.core.classification import Classification
from service.core.errors import Erased, Invalid, NotFound, Refused
from service.core.failpoints import failpoint
from service.core.handovers import Estate, HandoverRun, Held
from service.core.jobs import Job, JobKind
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.handover import HandoverOfAllForm
from service.store import handovers, jobs
from service.store.tables.handovers import HandoverRunRow
from service.store.tables.register import AccountRow
from service.store.work import Work
from service.tools import Tools

HANDOVER_OF_ALL = HandoverOfAllForm()
AT_ONCE = 50  # records of one transaction: each locks its own chain
STRICTEST = Classification.CONFIDENTIAL  # whoever may hold these may hold all
NOTHING_LEFT = Sentence("Nothing stands in their name.")
UNDER_WAY = Sentence("Their records are being handed over already.")


def left_behind(tools: Tools, actor: Actor) -> Held:
    """Return how many records stand in the name of each who may not sign in."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with tools.look(actor) as session:
        return handovers.held(session)


def estate_of(tools: Tools, actor: Actor, account_id: UUID, *, now: datetime) -> Estate:
    """Return what stands in somebody's name, and who could take it. Raises NotFound."""
    require(actor, Act.MANAGE_ACCOUNTS)
    with tools.look(actor) as session:
        account = _account(session, account_id)
        return Estate(
            account_id=account_id,
            name=account.name,
            goes_along=all_go_along(tools, session, account_id, now=now),
            colleagues=tuple(
                as_colleague(row)
                for row in handovers.holders(session, STRICTEST)
                if row.id != account_id
            ),
            runs=tuple(
                _run(session, row) for row in handovers.runs(session, account_id)
            ),
        )


def hand_over_all(
    tools: Tools,
    actor: Actor,
    account_id: UUID,
    given: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Let a worker hand over all that somebody has. Raises Invalid, NotFound; Refused
    where there is nothing, or where it is being done."""
    require(actor, Act.MANAGE_ACCOUNTS)
    to = load(HANDOVER_OF_ALL, given)["account_id"]
    with tools.begin(actor) as work:
        account = _account(work.session, account_id, lock=True)
        if to == account_id or not _can_hold(work.session, to):
            raise Invalid({"account_id": [NOT_THEY]})
        total = _refuse_in_vain(tools, work.session, account_id, now=now)
        run = HandoverRunRow(
            organisation_id=account.organisation_id,
            from_account_id=account_id,
            to_account_id=to,
            asked_by=actor.account_id,
            asked_at=now,
            records=total,
        )
        work.session.add(run)
        work.session.flush()
        owner = account.organisation_id
        work.enqueue(JobKind.HANDOVER, run.id, organisation_id=owner)
        work.note("handover asked for", actor, about=f"{account_id} {to}", now=now)


def move_records(tools: Tools, job: Job) -> None:
    """Hand over the next records of a run; with the last of them, tell who has them.

    It ends sooner where whoever was to take over may not hold them any more.
    """
    now = datetime.now(UTC)
    asker = _asker(tools, job.subject_id)
    with tools.begin(asker) as work:
        run = work.session.get_one(HandoverRunRow, job.subject_id, with_for_update=True)
        if _can_hold(work.session, run.to_account_id):
            moved = _move(work, run, asker, now=now)
        else:
            moved = 0
        failpoint("handover.before_commit")
        if moved == AT_ONCE:
            jobs.let_go(work, job, code="")
        else:
            _end(work, run, now=now)
            jobs.finish(work, job)
    failpoint("handover.after_commit")


def _move(work: Work, run: HandoverRunRow, asker: Actor, *, now: datetime) -> int:
    """Hand over some of them, and open none: a key that is missing stops nothing."""
    rows = handovers.lock_some(work.session, run, most=AT_ONCE)
    to = run.to_account_id
    for record in rows:
        handovers.pass_on(work, None, record, to, asker, run_id=run.id, now=now)
    return len(rows)


def _end(work: Work, run: HandoverRunRow, *, now: datetime) -> None:
    run.ended_at = now
    if handovers.done(work.session, run.id):
        enqueue_notice(
            work,
            NoticeKind.HANDOVERS,
            organisation_id=run.organisation_id,
            subject_id=run.id,
            to=as_recipient(work.session.get_one(AccountRow, run.to_account_id)),
            now=now,
        )


def _asker(tools: Tools, run_id: UUID) -> Actor:
    with tools.look(SYSTEM) as session:
        row = session.get(HandoverRunRow, run_id)
        if row is None:
            raise Erased(Sentence("There is no such run."))
        return Actor(row.organisation_id, row.asked_by, "")


def _account(session: Session, account_id: UUID, *, lock: bool = False) -> AccountRow:
    row = session.get(AccountRow, account_id, with_for_update=lock)
    if row is None:
        raise NotFound(Sentence("There is no such account."))
    return row


def _can_hold(session: Session, account_id: UUID) -> bool:
    return any(row.id == account_id for row in handovers.holders(session, STRICTEST))


def _refuse_in_vain(
    tools: Tools, session: Session, account_id: UUID, *, now: datetime
) -> int:
    """Return how many records there are. Raises Refused: none, or under way."""
    if any(row.ended_at is None for row in handovers.runs(session, account_id)):
        raise Refused(UNDER_WAY)
    total = all_go_along(tools, session, account_id, now=now).records
    if not total:
        raise Refused(NOTHING_LEFT)
    return total


def _run(session: Session, row: HandoverRunRow) -> HandoverRun:
    return HandoverRun(
        taker=session.get_one(AccountRow, row.to_account_id).name,
        asked_at=row.asked_at,
        done=handovers.done(session, row.id),
        records=row.records,
        is_over=row.ended_at is not None,
    )
