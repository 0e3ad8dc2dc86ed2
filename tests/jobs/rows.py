"""What stands in the tables; and time passes here by SQL, never by waiting."""

from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actions import running
from service.core.actor import SYSTEM
from service.core.jobs import Job, JobKind
from service.store import jobs as store
from service.store.revisions import box_of, delivery_to
from service.store.tables.jobs import AttemptRow, JobEventRow, JobRow
from service.store.tables.records import DeliveryRow, RenditionRow, RevisionRow

AN_HOUR = 3_600.0
LEASE = 60.0


def rows(house, table, *wanted):
    with Session(house.engine) as session:
        return session.scalars(select(table).where(*wanted)).all()


def job_rows(house, kind: JobKind | None = None):
    """Return the jobs of a kind, or all, in the order they were written down."""
    kinds = [kind] if kind else list(JobKind)
    found = select(JobRow).where(JobRow.kind.in_(kinds)).order_by(JobRow.created_at)
    with Session(house.engine) as session:
        return session.scalars(found).all()


def one_job(house, kind: JobKind = JobKind.MAIL) -> JobRow:
    [row] = job_rows(house, kind)
    return row


def events(house, job_id: UUID):
    with Session(house.engine) as session:
        told = select(JobEventRow).where(JobEventRow.job_id == job_id)
        return session.scalars(told.order_by(JobEventRow.id)).all()


def steps(house, job_id: UUID) -> list[str]:
    return [event.to_state for event in events(house, job_id)]


def attempts(house):
    return rows(house, AttemptRow)


def deliveries(house):
    return rows(house, DeliveryRow)


def recipient(house, delivery: DeliveryRow):
    """Return whom a delivery goes to, opened as a worker would."""
    [revision] = rows(house, RevisionRow, RevisionRow.id == delivery.revision_id)
    return delivery_to(box_of(house.tools.vault, revision), delivery)


def renditions(house):
    return rows(house, RenditionRow)


def revisions(house):
    return rows(house, RevisionRow)


def change(house, *wanted, **values) -> None:
    """Change jobs behind everybody's back."""
    with house.engine.begin() as connection:
        connection.execute(update(JobRow).where(*wanted).values(**values))


def let_leases_expire(house) -> None:
    change(house, lease_until=JobRow.lease_until - AN_HOUR)


def make_everything_due(house) -> None:
    change(house, available_at=0.0)


def let_jobs_grow_old(house, seconds: float) -> None:
    change(house, created_at=JobRow.created_at - seconds)


def enqueue(house, kind: JobKind = JobKind.RENDER) -> UUID:
    """Write a job down that is about nothing, and return what it is about."""
    subject = uuid4()
    with house.tools.begin(SYSTEM) as work:
        work.enqueue(kind, subject, organisation_id=house.actor.organisation_id)
    return subject


def claim(house, *kinds: JobKind, owner: str = "a") -> Job | None:
    with house.tools.begin(SYSTEM) as work:
        return store.claim(work, kinds or tuple(JobKind), owner=owner, lease=LEASE)


def sweep(house) -> int:
    return running.sweep(house.tools)


def recover(house) -> None:
    """Let pass what a dead worker leaves to the others: leases, doubts, and waits."""
    for _ in range(3):
        let_leases_expire(house)
        sweep(house)
        make_everything_due(house)
        sweep(house)
        house.work()
