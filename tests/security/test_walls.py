"""Each wall between organisations holds without the other."""

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import aliased

from service.actions.founding import add_organisation
from service.core.actor import SYSTEM, Actor
from service.store.engine import open_engine
from service.store.tables.base import Base, Owned
from service.store.tables.jobs import JobEventRow, JobRow
from service.store.tables.register import GroupRow, OrganisationRow, PersonRow
from service.store.walls import Wall
from service.store.work import make_begin, make_look

ALONE = {
    "sqlite": [frozenset({Wall.SESSION})],
    "postgresql": [frozenset({Wall.SESSION}), frozenset({Wall.DATABASE})],
}


@pytest.fixture
def theirs(house):
    """A person of another organisation."""
    other = add_organisation(house.tools, name="Grannkommunen")
    with house.tools.begin(SYSTEM) as work:
        person = PersonRow(organisation_id=other, name="Kurt Granne")
        work.session.add(person)
        work.session.flush()
        return person.id


@pytest.fixture
def each_wall(house):
    """Return the house's `begin` and `look`, once for each wall standing alone."""
    return [
        (
            make_begin(house.engine, lambda queue, job: None, walls=walls),
            make_look(house.engine, walls=walls),
        )
        for walls in ALONE[house.engine.dialect.name]
    ]


def test_nothing_of_another_organisation_is_found(house, theirs, each_wall):
    other = aliased(PersonRow)
    for _, look in each_wall:
        with look(house.actor) as session:
            assert session.get(PersonRow, theirs) is None
            wanted = select(PersonRow.id).where(PersonRow.id == theirs)
            assert session.scalar(wanted) is None
            assert session.scalar(select(other.id).where(other.id == theirs)) is None
            joined = select(GroupRow.id).join(PersonRow, PersonRow.id == theirs)
            assert session.scalars(joined).all() == []
            names = set(session.scalars(select(OrganisationRow.name)))
            assert names == {"Region Örebro län"}


def test_what_is_ones_own_is_found_through_each_wall(house, theirs, each_wall):
    for _, look in each_wall:
        with look(house.actor) as session:
            assert session.scalar(select(func.count()).select_from(PersonRow)) == 12


def test_nothing_of_another_organisation_is_changed(house, theirs, each_wall):
    for begin, _ in each_wall:
        with begin(house.actor) as work:
            for change in (
                update(PersonRow).where(PersonRow.id == theirs).values(name="Stulen"),
                delete(PersonRow).where(PersonRow.id == theirs),
            ):
                assert work.session.execute(change).rowcount == 0
    with house.tools.look(SYSTEM) as session:
        assert session.get_one(PersonRow, theirs).name == "Kurt Granne"


def test_jobs_of_others_are_out_of_sight_with_their_timeline(house, each_wall):
    house.submit()
    other = add_organisation(house.tools, name="Grannkommunen")
    stranger = Actor(other, None, "stranger")
    house.work()
    for _, look in each_wall:
        with look(stranger) as session:
            assert session.scalars(select(JobRow.id)).all() == []
            told = select(JobEventRow.id).join(JobRow, JobRow.id == JobEventRow.job_id)
            assert session.scalars(told).all() == []


def test_the_database_takes_no_row_for_another_organisation(house, theirs):
    if house.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no roles; the other wall stands alone there")
    other = add_organisation(house.tools, name="Tredje kommunen")
    with pytest.raises(DBAPIError), house.tools.begin(house.actor) as work:
        work.session.add(PersonRow(organisation_id=other, name="Smugglad"))


def test_every_table_of_the_database_is_closed_to_members_without_a_policy(services):
    """A new table is out of reach until migration 0002 says whose it is."""
    engine = open_engine(services.database("postgresql", None))
    open_to_all = text(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND NOT relrowsecurity"
        " AND relnamespace = 'public'::regnamespace"
        " AND has_table_privilege('handslag_member', oid, 'SELECT')"
    )
    with engine.connect() as connection:
        names = set(connection.scalars(open_to_all))
    engine.dispose()

    assert names <= {"alembic_version"}


def test_every_table_with_an_organisation_is_walled():
    """The first wall knows rows by their class: it must not be forgotten."""
    rows = [mapper.class_ for mapper in Base.registry.mappers]
    walled = {row for row in rows if issubclass(row, Owned)}

    assert {r for r in rows if "organisation_id" in r.__table__.columns} == walled
