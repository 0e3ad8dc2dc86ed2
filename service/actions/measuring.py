"""Numbers over time for operators: how many mails, never which."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from service.actions.states import moment
from service.core.actor import Actor, require
from service.core.day import home_day
from service.core.jobs import JobKind, JobState
from service.core.permits import Act
from service.store.tables.jobs import JobRow
from service.tools import Tools


@dataclass(frozen=True, slots=True)
class Mails:
    """How many mails ended on each day (Stockholm's), by how they ended."""

    sent: Counter[date] = field(default_factory=Counter)
    failed: Counter[date] = field(default_factory=Counter)


def mails_since(tools: Tools, actor: Actor, since: datetime) -> Mails:
    """Count the organisation's mails that ended at `since` or later."""
    require(actor, Act.RUN_JOBS)
    counts = Mails()
    heaps = {JobState.SUCCEEDED: counts.sent, JobState.DEAD: counts.failed}
    ended = (
        select(JobRow.state, JobRow.finished_at)
        .where(JobRow.kind == JobKind.MAIL, JobRow.state.in_(heaps))
        .where(JobRow.finished_at >= since.timestamp())
    )
    with tools.look(actor) as session:
        for state, at in session.execute(ended):
            day = home_day(moment(at or 0.0))
            heaps[JobState(state)][day] += 1
    return counts
