"""Organisations as values."""

from uuid import UUID

from sqlalchemy.orm import Session

from service.core.errors import NotFound
from service.core.register import Organisation
from service.core.sentence import Sentence
from service.store.tables.register import OrganisationRow


def get(session: Session, organisation_id: UUID) -> Organisation:
    """Return the organisation, or raise NotFound."""
    row = session.get(OrganisationRow, organisation_id)
    if row is None:
        raise NotFound(Sentence("There is no such organisation."))
    return Organisation(
        id=row.id,
        name=row.name,
        unit=row.unit,
        organisation_number=row.organisation_number,
        postal_address=row.postal_address,
        visiting_address=row.visiting_address,
        email=row.email,
        web=row.web,
        logo=row.logo,
        dpo_name=row.dpo_name,
        dpo_email=row.dpo_email,
        dpo_phone=row.dpo_phone,
    )
