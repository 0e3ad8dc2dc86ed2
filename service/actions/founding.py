"""How an installation begins: its organisations. Operators only; no door for others."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from service.core.actor import SYSTEM
from service.core.collation import by_name
from service.core.errors import Invalid, NotFound, Refused
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.store.tables.register import OrganisationRow
from service.tools import Tools


@dataclass(frozen=True, slots=True)
class Founded:
    id: UUID
    name: str


def add_organisation(tools: Tools, *, name: str) -> UUID:
    """Add an organisation; its own staff fill in the rest. Raises Invalid."""
    try:
        cleaned = clean_line(name)
    except ValueError as problem:
        raise Invalid({"name": [problem.args[0]]}) from None
    with tools.begin(SYSTEM) as work:
        row = OrganisationRow(name=cleaned)
        work.session.add(row)
        work.session.flush()
        return row.id


def list_organisations(tools: Tools) -> tuple[Founded, ...]:
    """Return all organisations by name."""
    with tools.look(SYSTEM) as session:
        rows = sorted(session.scalars(select(OrganisationRow)), key=by_name)
        return tuple(Founded(row.id, row.name) for row in rows)


def only_organisation(tools: Tools, wanted: UUID | None) -> UUID:
    """Return the wanted organisation's id, or the only one's when none is named.

    Raises NotFound when there is no such organisation, Refused when it must be named.
    """
    known = [founded.id for founded in list_organisations(tools)]
    if wanted is None and len(known) > 1:
        raise Refused(Sentence("There are several organisations: say which one."))
    if not known or wanted not in (None, *known):
        raise NotFound(Sentence("There is no such organisation."))
    return wanted or known[0]
