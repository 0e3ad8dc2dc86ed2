"""Nobody changes the audit trail by ordinary ways, and it outlives what it tells."""

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from service.actions.anchoring import seal_days
from service.actions.verifying import verify_audit
from service.core.actor import SYSTEM
from service.core.audit import commitment
from service.store.tables.audit import AuditEventRow, AuditSaltRow
from tests.security.intruder import write_chain, write_event
from tests.security.test_audit_days import MORNING

CHANGES = (
    "UPDATE audit_event SET actor = 'nobody'",
    "UPDATE audit_event SET number = number + 100",
    "DELETE FROM audit_event",
    "UPDATE audit_head SET length = length - 1",
    "UPDATE audit_head SET hash = ''",
    "DELETE FROM audit_head",
    "UPDATE audit_day SET hash = ''",
    "DELETE FROM audit_day",
    "UPDATE audit_day_head SET length = 1",
    "DELETE FROM audit_day_head",
    "UPDATE audit_salt SET salt = salt",
)
OF_ONE_DATABASE = {
    "sqlite": (
        "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE number = 2",
    ),
    "postgresql": (
        "TRUNCATE audit_event CASCADE",
        "TRUNCATE audit_head",
        "TRUNCATE audit_day CASCADE",
        "TRUNCATE audit_day_head",
    ),
}
OF_A_MEMBER = (
    "UPDATE audit_event SET actor = 'nobody'",
    "DELETE FROM audit_event",
    "DELETE FROM audit_head",
    "UPDATE audit_salt SET salt = salt",
    "TRUNCATE audit_event",
    "INSERT INTO audit_day VALUES ('2030-01-01', 0, '', '', now())",
)


@pytest.fixture
def written(house):
    """A house with a chain, a salt and a sealed day."""
    write_event(house, write_chain(house), values={"name": "Ida"})
    seal_days(house.tools, now=MORNING)
    return house


def test_the_tables_refuse_every_change(written):
    changes = (*CHANGES, *OF_ONE_DATABASE[written.engine.dialect.name])
    for change in changes:
        with pytest.raises(DBAPIError), written.engine.begin() as connection:
            connection.execute(text(change))

    assert verify_audit(written.tools).is_whole


def test_a_member_of_an_organisation_cannot_even_try(written):
    if written.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no roles: its triggers are all there is")
    for change in OF_A_MEMBER:
        with (
            pytest.raises(DBAPIError, match=r"permission denied|row-level security"),
            written.tools.begin(written.actor) as work,
        ):
            work.session.execute(text(change))


def test_a_member_sees_no_days(written):
    if written.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no row security: days are asked for by no page's actor")
    with written.tools.look(written.actor) as session:
        assert session.execute(text("SELECT * FROM audit_day")).all() == []


def test_values_can_be_proven_until_their_salt_is_gone(house):
    values = {"name": "Ida Broman", "answers": ["ja", 3]}
    write_event(house, write_chain(house), values=values)

    with house.tools.begin(SYSTEM) as work:
        told = select(AuditEventRow.commitment, AuditSaltRow.salt)
        [[kept, salt]] = work.session.execute(told.join(AuditSaltRow)).all()
        assert commitment(values, salt) == kept
        assert commitment({**values, "name": "Ida"}, salt) != kept
        work.session.execute(delete(AuditSaltRow))

    assert commitment(values, b"") != kept
    assert verify_audit(house.tools).is_whole
