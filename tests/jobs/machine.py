"""The jobs of the database beside jobs kept in a plain dict: both must always agree."""

from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4

from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
)
from sqlalchemy import delete, select, update

from service.actions import operating
from service.core.actor import SYSTEM, Actor
from service.core.errors import Fenced, Recalled, Refused
from service.core.jobs import Death, Job, JobKind
from service.store import attempts, jobs, reaping
from service.store.attempts import Phase
from service.store.recalling import call_back
from service.store.tables.jobs import AttemptRow, JobEventRow, JobRow
from service.store.tables.register import OrganisationRow
from service.store.work import make_begin
from tests.jobs.model import Model

# All far longer than a test lasts, on the slowest machine: only the rules move time.
AN_HOUR, LEASE, GRACE = 3_600.0, 1_800.0, 1_800.0
KINDS = (JobKind.MAIL,)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class JobMachine(RuleBasedStateMachine):
    """Each rule does one thing to both. `engine` is set by the test."""

    engine = None
    known = Bundle("known")
    leases = Bundle("leases")

    @initialize()
    def start(self) -> None:
        self.model: dict[UUID, Model] = {}
        begin = make_begin(self.engine, lambda queue, job: None)
        self.begin = lambda within=SYSTEM: begin(within)
        with self.begin() as work:
            for table in (JobEventRow, AttemptRow, JobRow):
                work.session.execute(delete(table))
            owner = OrganisationRow(name="Region")
            work.session.add(owner)
            work.session.flush()
            self.actor = Actor(owner.id, None, "a program")

    @rule(target=known)
    def enqueue(self):
        subject = uuid4()
        with self.begin() as work:
            owner = self.actor.organisation_id
            work.enqueue(JobKind.MAIL, subject, organisation_id=owner)
        self.model[subject] = Model()
        return subject

    @rule(target=leases)
    def claim(self):
        claimable = {s for s, job in self.model.items() if job.is_claimable}
        with self.begin() as work:
            lease = jobs.claim(work, KINDS, owner="a", lease=LEASE)
        if lease is None:
            assert not claimable
            return None
        assert lease.subject_id in claimable
        self.model[lease.subject_id].claimed()
        return lease

    @rule(lease=leases)
    def beat(self, lease):
        if lease:
            with self._expected(lease, Recalled), self.begin() as work:
                jobs.renew(work, lease, lease=LEASE)
                self.model[lease.subject_id].expired = False

    @rule(lease=leases)
    def intend(self, lease):
        if lease and lease.attempt not in self.model[lease.subject_id].phases:
            with self._expected(lease, Recalled), self.begin() as work:
                jobs.renew(work, lease, lease=LEASE)
                attempts.intend(work, lease, message_id="<a@b>", raw=b"raw")
                model = self.model[lease.subject_id]
                model.expired, model.phases[lease.attempt] = False, Phase.INTENT

    @rule(lease=consumes(leases))
    def succeed(self, lease):
        if lease is None or lease.attempt not in self.model[lease.subject_id].phases:
            return
        with self.begin() as work:  # evidence counts whether or not the lease is ours
            attempts.conclude(work, lease, Phase.ACCEPTED, reply="250")
        self.model[lease.subject_id].phases[lease.attempt] = Phase.ACCEPTED
        with self._expected(lease), self.begin() as work:
            jobs.finish(work, lease)
            self.model[lease.subject_id].state = "succeeded"

    @rule(lease=consumes(leases))
    def put_back(self, lease):
        if lease:
            with self._expected(lease), self.begin() as work:
                attempts.conclude(work, lease, Phase.REFUSED, reply="452")
                jobs.put_back(work, lease, code="452", cause="too_large", tries=1)
                model = self.model[lease.subject_id]
                if lease.attempt in model.phases:
                    model.phases[lease.attempt] = Phase.REFUSED
                model.becomes_ready(due=False)

    @rule(lease=consumes(leases))
    def give_up(self, lease):
        if lease:
            with self._expected(lease), self.begin() as work:
                attempts.conclude(work, lease, Phase.REFUSED, reply="550")
                jobs.give_up(work, lease, death=Death.PERMANENT, code="550")
                model = self.model[lease.subject_id]
                if lease.attempt in model.phases:
                    model.phases[lease.attempt] = Phase.REFUSED
                model.state = "dead"

    @rule(lease=consumes(leases))
    def doubt(self, lease):
        if lease and self.model[lease.subject_id].phases.get(lease.attempt):
            with self._expected(lease), self.begin() as work:
                jobs.doubt(work, lease, grace=GRACE, code="lost")
                self.model[lease.subject_id].becomes_uncertain()

    @rule(subject=known)
    def recall(self, subject):
        with self.begin() as work:
            call_back(work, [subject], by=self.actor.label, reason="recall")
        model = self.model[subject]
        model.recalled |= model.state in ("leased", "uncertain")
        model.state = "cancelled" if model.state == "ready" else model.state

    @rule(subject=known)
    def rerun(self, subject):
        model = self.model[subject]
        tools = SimpleNamespace(
            begin=self.begin, broker=SimpleNamespace(notify=lambda queue, job: None)
        )
        try:
            operating.rerun(tools, None, self._id(subject), reason="Mended", now=NOW)
        except Refused:
            assert not model.may_run_again
        else:
            assert model.may_run_again
            model.state, model.due, model.crashes, model.doubts = "ready", True, 0, 0

    @rule()
    def an_hour_without_a_heartbeat(self) -> None:
        self._shift(lease_until=JobRow.lease_until - AN_HOUR)
        for model in self.model.values():
            model.expired = True
        self._sweep()

    @rule()
    def every_wait_ends(self) -> None:
        self._shift(available_at=0.0)
        for model in self.model.values():
            model.due = True
        self._sweep()

    def _sweep(self) -> None:
        with self.begin() as work:
            reaping.reap(work, grace=GRACE)
            reaping.promote(work)
        for model in self.model.values():
            model.swept()

    @invariant()
    def both_agree(self) -> None:
        with self.engine.connect() as connection:
            found = connection.execute(
                select(
                    JobRow.subject_id, JobRow.state, JobRow.fence, JobRow.crash_count
                )
            )
            assert {row[0]: tuple(row[1:]) for row in found} == {
                subject: (model.state, model.fence, model.crashes)
                for subject, model in getattr(self, "model", {}).items()
            }

    @contextmanager
    def _expected(self, lease: Job, *others: type[Exception]):
        """Let a lease do what it may: all while it is held, and nothing afterwards."""
        model = self.model[lease.subject_id]
        is_held = (model.state, model.fence) == ("leased", lease.fence)
        try:
            yield
        except Fenced:
            assert not is_held
        except others:
            assert is_held
            assert model.recalled
        else:
            assert is_held
            assert not (others and model.recalled)

    def _shift(self, **values) -> None:
        with self.begin() as work:
            work.session.execute(update(JobRow).values(**values))

    def _id(self, subject: UUID) -> UUID:
        with self.engine.connect() as connection:
            wanted = select(JobRow.id).where(JobRow.subject_id == subject)
            return connection.execute(wanted).scalar_one()
