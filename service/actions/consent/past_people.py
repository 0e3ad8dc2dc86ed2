"""What people were called in an earlier revision of a question: as that one has it."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from service.actions.consent.standing import Case, name_of, read_case
from service.store import consents
from service.store.tables.consents import ConsentRow
from service.store.vault import Vault


def names_of(
    session: Session, vault: Vault, case: Case, people: Iterable[UUID]
) -> dict[UUID, str]:
    """Return the name of each, by the question in which they took part.

    Raises Erased, KeyMissing, and NotFound for who takes part in none.
    """
    names = {one.id: name_of(case.model, one) for one in case.participants}
    for participant_id in people:
        if participant_id not in names:
            revision = consents.participant(session, participant_id).revision
            names |= _names_in(session, vault, case.row, revision)
    return names


def _names_in(
    session: Session, vault: Vault, row: ConsentRow, revision: int
) -> dict[UUID, str]:
    then = ConsentRow(
        organisation_id=row.organisation_id, record_id=row.record_id, revision=revision
    )
    earlier = read_case(session, vault, then)
    return {one.id: name_of(earlier.model, one) for one in earlier.participants}
