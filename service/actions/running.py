"""Run jobs: lease one, do it, write down how it went, take the next."""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import monotonic, time

from service.actions.bouncing import note_bounced
from service.actions.consent.asking_many import ask_many, drop_old_batches
from service.actions.consent.consequences import draw_consequences
from service.actions.consent.renewing import renew_seals
from service.actions.erasing import erase
from service.actions.handing_over_all import move_records
from service.actions.mailing import send_mail
from service.actions.noticing import send_notice
from service.actions.orphans import sweep_files, sweep_keys
from service.actions.rendering import make_documents
from service.actions.scans.clearing import drop_old_piles, tell_of_old_piles
from service.actions.scans.sorting import sort_pile
from service.actions.sessions import sweep_sessions
from service.actions.shipping import make_archive, remove_old_archives
from service.core.actor import SYSTEM
from service.core.errors import (
    Erased,
    Fenced,
    GiveUp,
    HoldQueue,
    KeyMissing,
    NotFound,
    OutcomeUnknown,
    Recalled,
    Tampered,
    TryLater,
    Unavailable,
)
from service.core.failpoints import failpoint
from service.core.jobs import QUEUES, Death, Job, JobKind
from service.core.pulse import Pulse
from service.store import attempts, holds, jobs, reaping
from service.store.attempts import Phase
from service.store.work import Work
from service.tools import Tools

log = logging.getLogger(__name__)

TASKS: dict[JobKind, Callable[[Tools, Job], None]] = {
    JobKind.RENDER: make_documents,
    JobKind.MAIL: send_mail,
    JobKind.NOTICE: send_notice,
    JobKind.ERASE: erase,
    JobKind.ARCHIVE: make_archive,
    JobKind.SCAN: sort_pile,
    JobKind.BATCH: ask_many,
    JobKind.CONSENT: draw_consequences,
    JobKind.HANDOVER: move_records,
}
BY_MAIL = (JobKind.MAIL, JobKind.NOTICE)
ORPHANS_LIVE = 24 * 3600.0
# Celery kills a task after 15 minutes (`service.broker`), and one mail may take eleven.
LONGEST_DRAIN = 120.0


def drain(
    tools: Tools,
    kinds: Sequence[JobKind],
    *,
    owner: str,
    pulse: Pulse,
    seconds: float = LONGEST_DRAIN,
) -> int:
    """Do due jobs of these kinds, one after the other. Return how many.

    None is begun after `seconds`: the next sweep goes on from there.
    """
    done, until = 0, monotonic() + seconds
    while monotonic() < until and (job := _claim(tools, kinds, owner=owner)):
        with pulse.beating_for(job):
            run(tools, job)
        done += 1
    return done


def run(tools: Tools, job: Job) -> None:
    """Do a leased job and write down its outcome. Only a lost database gets out."""
    failpoint("job.after_claim")
    try:
        TASKS[job.kind](tools, job)
    except Fenced:
        log.warning("job %s was fenced out", job.id)
    except KeyMissing as problem:
        _write_outcome(tools, job, problem)
    except Unavailable:
        raise  # without a database there is nowhere to write: the lease runs out
    except Exception as problem:
        _write_outcome(tools, job, problem)


def sweep(tools: Tools) -> int:
    """Free what dead workers held and decide about doubts. Return how many jobs."""
    with tools.begin(SYSTEM) as work:
        freed = reaping.reap(work, grace=tools.settings.uncertain_seconds)
        decided = reaping.promote(work)
    return freed + decided


def tidy(tools: Tools, *, now: datetime) -> int:
    """Remove what was never finished, old sessions and packages; renew seals.

    Return how many.
    """
    old = time() - ORPHANS_LIVE
    return (
        tools.files.sweep(before=old)
        + sweep_keys(tools, before=old)
        + sweep_files(tools, before=old)
        + sweep_sessions(tools, now=now)
        + remove_old_archives(tools, now=now)
        + drop_old_batches(tools, now=now)
        + tell_of_old_piles(tools, now=now)
        + drop_old_piles(tools, now=now)
        + renew_seals(tools, now=now)
    )


def renew(tools: Tools, job: Job) -> None:
    """Keep a job's lease alive. Raises Fenced when it is lost."""
    with tools.begin(SYSTEM) as work:
        jobs.renew(work, job, lease=tools.settings.lease_seconds)


def _claim(tools: Tools, kinds: Sequence[JobKind], *, owner: str) -> Job | None:
    resting = tools.channels["mail"].rests
    able = [kind for kind in kinds if not (kind in BY_MAIL and resting)]
    with tools.begin(SYSTEM) as work:
        return jobs.claim(work, able, owner=owner, lease=tools.settings.lease_seconds)


def _write_outcome(tools: Tools, job: Job, problem: Exception) -> None:
    """Let the error decide what happens to the job: the table below, read top down."""
    outcome = next(do for kind, do in OUTCOMES.items() if isinstance(problem, kind))
    try:
        with tools.begin(SYSTEM) as work:
            outcome(tools, work, job, problem)
    except Fenced:
        log.warning("job %s was fenced out", job.id)


def _doubt(tools: Tools, work: Work, job: Job, problem: OutcomeUnknown) -> None:
    grace = tools.settings.uncertain_seconds
    jobs.doubt(work, job, grace=grace, code=str(problem))


def _hold(tools: Tools, work: Work, job: Job, problem: HoldQueue) -> None:
    log.error("queue %s is held: %s", QUEUES[job.kind], problem.code)
    jobs.let_go(work, job, code=problem.code)
    holds.hold(work, QUEUES[job.kind], reason=problem.code, actor="worker")


def _later(tools: Tools, work: Work, job: Job, problem: TryLater | KeyMissing) -> None:
    attempts.conclude(work, job, Phase.REFUSED, reply=problem.code)
    tried = jobs.tries(work, job)
    jobs.put_back(work, job, code=problem.code, cause=problem.cause, tries=tried)


def _never(tools: Tools, work: Work, job: Job, problem: GiveUp | Tampered) -> None:
    attempts.conclude(work, job, Phase.REFUSED, reply=problem.code)
    jobs.give_up(work, job, death=Death.PERMANENT, code=problem.code)
    if job.kind in BY_MAIL:
        now = datetime.now(UTC)
        note_bounced(tools, work, job.subject_id, code=problem.code, now=now)


def _void(tools: Tools, work: Work, job: Job, problem: Erased | Recalled) -> None:
    jobs.cancel(work, job, code=problem.code)


def _gone(tools: Tools, work: Work, job: Job, problem: NotFound) -> None:
    jobs.give_up(work, job, death=Death.PERMANENT, code="not_found")


def _bug(tools: Tools, work: Work, job: Job, problem: Exception) -> None:
    """A bug gets a little patience: a restart or a new version may mend it.

    After the intent it is a doubt as well: the mail may have left.
    """
    name = type(problem).__name__
    log.error("job %s failed: %s", job.id, name, exc_info=problem)
    if attempts.phase(work, job.id, job.attempt) is Phase.INTENT:
        jobs.doubt(
            work, job, grace=tools.settings.uncertain_seconds, code=f"bug_{name}"
        )
    else:
        tried = jobs.tries(work, job)
        jobs.put_back(work, job, code=f"bug_{name}", cause="bug", tries=tried)


OUTCOMES: dict[type[Exception], Callable[..., None]] = {
    OutcomeUnknown: _doubt,
    HoldQueue: _hold,
    TryLater: _later,
    KeyMissing: _later,
    GiveUp: _never,
    Tampered: _never,
    Recalled: _void,
    Erased: _void,
    NotFound: _gone,
    Exception: _bug,
}
