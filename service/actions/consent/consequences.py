"""The job that follows up an event: copies are sealed, and people are told.

All that it leads to is written in one transaction with the job's end, so it happens
once. No answer is ever changed here. Where a seal has to wait, nobody else does: what
there is to tell is told first, and the files come when they can.
"""

from datetime import UTC, date, datetime

from service.actions.consent.dates import keep_dates
from service.actions.consent.sealing import Made, make_files
from service.actions.consent.standing import Case, read_case
from service.actions.consent.steps import Step, read_step
from service.actions.consent.telling_people import tell_people
from service.actions.consent.telling_receivers import tell_receivers
from service.actions.links import LINK_LIVES
from service.core.actor import SYSTEM
from service.core.audit_views import CLOCK
from service.core.consent import Happened
from service.core.day import HOME, home_day
from service.core.errors import GiveUp, TryLater
from service.core.failpoints import failpoint
from service.core.jobs import Job
from service.store import consents, jobs
from service.store.consents import NewEvent
from service.store.tables.records import DeliveryRow
from service.store.work import Work
from service.tools import Tools


def draw_consequences(tools: Tools, job: Job) -> None:
    """Do what an event of a consent calls for. Raises TryLater, GiveUp, Erased.

    Everything is read at the event; only what is told is weighed by what applies now.
    """
    now = datetime.now(UTC)
    with tools.look(SYSTEM) as session:
        step = read_step(session, tools.vault, job.subject_id)
        session.expunge_all()
    try:
        made = make_files(tools, step, age=job.age, now=now)
    except (TryLater, GiveUp):
        _tell_first(tools, job, step, now=now)
        raise
    failpoint("consent.before_commit")
    with tools.begin(SYSTEM) as work:
        jobs.finish(work, job)  # a worker fenced out leaves here, with nothing written
        _tell(tools, work, step, now=now)
        _keep(work, step, made, now=now)
        failpoint("consent.in_commit")
    failpoint("consent.after_commit")


def _tell_first(tools: Tools, job: Job, step: Step, *, now: datetime) -> None:
    with tools.begin(SYSTEM) as work:
        jobs.renew(work, job, lease=tools.settings.lease_seconds)
        _tell(tools, work, step, now=now)


def _tell(tools: Tools, work: Work, step: Step, *, now: datetime) -> None:
    """Tell everybody what they may know. Done twice, it tells nothing twice."""
    row = consents.lock(work, step.event.record_id)
    case = read_case(work.session, tools.vault, row)
    today = _today(case)
    tell_people(work, case, step, now=now)
    tell_receivers(tools, work, case, today=today, now=now)
    _let_links_live(work, step)
    keep_dates(work, case)


def _today(case: Case) -> date:
    """Return the day of the last deed; what time alone brings, the clock tells."""
    deeds = [one.at for one in case.events if one.happened != Happened.SEALED]
    return home_day(max(*deeds, case.row.changed_at))


def _keep(work: Work, step: Step, made: Made, *, now: datetime) -> None:
    work.session.add_all(made.rows)
    if not made.hashes:
        return
    row = consents.lock(work, step.event.record_id)
    told = {
        "of": step.event.sequence,
        "files": made.hashes,
        "level": str(made.level),
    }
    sealed = NewEvent(happened=Happened.SEALED, by=CLOCK, said=told)
    consents.add_event(work, row, sealed, box=step.case.box, now=now)


def _let_links_live(work: Work, step: Step) -> None:
    """Let who has answered take it back by the same link, as long as it may apply."""
    if not step.effects.has_receipt:
        return
    for one in step.case.participants:
        if one.id == step.event.participant_id and one.delivery_id:
            delivery = work.session.get_one(DeliveryRow, one.delivery_id)
            until = _last_moment(step)
            if delivery.link_expires_at and delivery.link_expires_at < until:
                delivery.link_expires_at = until


def _last_moment(step: Step) -> datetime:
    last = step.case.model.valid_to
    return datetime.combine(last, datetime.min.time(), tzinfo=HOME) + LINK_LIVES
