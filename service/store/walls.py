"""The walls between organisations, in one place; each holds without the other.

The first adds the organisation to every statement of a session. The second is
PostgreSQL's row security (migration 0002), which knows nothing of our code. Statements
on bare tables are for the jobs' own machinery, which serves everybody.
"""

from enum import Enum, auto
from uuid import UUID

from sqlalchemy import event, text
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from service.core.actor import System, Within
from service.store.tables.base import Owned
from service.store.tables.register import OrganisationRow


class Wall(Enum):
    SESSION = auto()
    DATABASE = auto()


Walls = frozenset[Wall]
BOTH_WALLS = frozenset(Wall)
TAKE_THE_ROLE = text(
    "SELECT set_config('role', 'handslag_member', true),"
    " set_config('handslag.organisation', :organisation, true)"
)


def confine(session: Session, within: Within, *, walls: Walls = BOTH_WALLS) -> None:
    """Let a session see one organisation's rows only; the service itself sees all."""
    if isinstance(within, System):
        return
    owner = within.organisation_id
    if Wall.SESSION in walls:
        _filter(session, owner)
    if Wall.DATABASE in walls and session.get_bind().dialect.name == "postgresql":
        session.execute(TAKE_THE_ROLE, {"organisation": str(owner)})


def _filter(session: Session, owner: UUID) -> None:
    ours = with_loader_criteria(
        Owned, lambda row: row.organisation_id == owner, include_aliases=True
    )
    itself = with_loader_criteria(OrganisationRow, OrganisationRow.id == owner)

    @event.listens_for(session, "do_orm_execute")
    def keep_within(state: ORMExecuteState) -> None:
        state.statement = state.statement.options(ours, itself)
