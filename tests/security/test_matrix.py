"""Who may see what, asked for real: every route, every role, whosever it is (P24)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from service.core.permits import Act
from service.store.tables.base import Base
from service.store.walls import Wall
from tests.api.program import order
from tests.auth.provider import serving
from tests.conftest import DATABASES
from tests.consent.eid.holders import eid
from tests.house import open_house, sending
from tests.security.headers import faults
from tests.security.matrix import world as worlds
from tests.security.matrix.asking import API, PAGES, Doors, open_doors
from tests.security.matrix.expected import (
    PERSONAL,
    Case,
    expected,
    fits,
    foreign_cases,
    own_cases,
)
from tests.security.matrix.routes import Route, unknown_parts
from tests.security.matrix.undone import NO_ROLE
from tests.security.matrix.world import CANARY, Asker, World

NOBODY = Asker("nobody")
LINK = Case("the link's own", {})
FILE = "consents.file"  # made once they answer
WAY_BACK = "consents.prove"  # without a link it is 400, as whatever nobody left by


@pytest.fixture(scope="module", params=DATABASES)
def world(request, services, tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    database = services.database(request.param, folder)
    with (
        serving() as broker,
        open_house(database, services, folder, **eid(broker)) as house,
    ):
        yield worlds.build(house)


@pytest.fixture(scope="module")
def doors(world) -> Iterator[Doors]:
    with open_doors(world) as opened:
        yield opened


def test_every_route_names_its_act(doors):
    assert [route.label for route in doors.routes if route.act is None] == []


def test_the_world_has_everything_that_routes_are_about(doors, world):
    unknown = {(r.label, *unknown_parts(r, world.ours)) for r in doors.routes}

    assert sorted(found for found in unknown if len(found) > 1) == []


@pytest.mark.parametrize("door", [PAGES, API])
def test_a_role_opens_what_the_table_says_and_nothing_else(doors, door):
    if door == PAGES and not doors.world.is_small:
        pytest.skip("The API asks the same of PostgreSQL, in a tenth of the time.")
    wrong = [
        told
        for route in closed_routes(doors, door)
        for asker in (NOBODY, doors.world.guardians[0], *askers(doors.world, door))
        for case in own_cases(doors.world, route, asker)
        for told in wrong_answers(doors, route, asker, case)
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("door", [PAGES, API])
def test_what_is_not_ours_is_not_there(doors, door):
    wrong = [
        told
        for route in about_things(doors, door)
        for asker in strangers_to(doors.world, route)
        for case in foreign_cases(doors.world, route, asker)
        for told in wrong_answers(doors, route, asker, case)
    ]

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("wall", list(Wall))
def test_each_wall_holds_without_the_other(world, wall):
    if wall is Wall.DATABASE and world.is_small:
        pytest.skip("SQLite has no walls of its own")
    with open_doors(world, frozenset({wall})) as doors:
        wrong = [
            told
            for door in (PAGES, API)
            for route in closed_routes(doors, door)
            if not (route.things and world.is_small)  # asked above: it has one wall
            for asker in askers(world, door)[-1:]
            for case in foreign_cases(world, route, asker)
            for told in wrong_answers(doors, route, asker, case)
        ]

    assert not wrong, "\n".join(wrong)


def test_a_guardian_s_link_opens_their_pages_and_tells_of_nobody_else(doors):
    """Pages of staff are closed to them as to any stranger: that is asked above."""
    answered, asked = doors.world.guardians
    wrong = [
        told
        for route in of_guardians(doors)
        for who in (NOBODY, answered, asked)
        if (who, route.endpoint) not in ((asked, FILE), (NOBODY, WAY_BACK))
        for told in wrong_answers(doors, route, who, LINK)
    ]

    assert not wrong, "\n".join(wrong)


# Who looked is written down; a key and a session remember when they were used.
WRITTEN_BY_LOOKING = {"audit_event", "audit_head", "audit_salt", "api_key", "session"}


def test_looking_changes_nothing(doors):
    """No address does anything by being opened (ASVS 3.5.3)."""
    with doors.undo as connection:
        before = by_table(connection)
    changed = [
        f"{route.label}: {tables}"
        for route in doors.routes
        if route.method == "GET"
        if (tables := changed_by(doors, route, before) - WRITTEN_BY_LOOKING)
    ]

    assert not changed, "\n".join(changed)


def changed_by(doors: Doors, route: Route, before: dict[str, list[str]]) -> set[str]:
    """Return the tables that hold something else after the route was asked."""
    asker = onlooker(doors, route)
    with doors.undo as connection:
        doors.ask(route, asker, {**doors.world.ours, **asker.ids})
        after = by_table(connection)
    return {name for name in before if before[name] != after[name]}


def onlooker(doors: Doors, route: Route) -> Asker:
    """Return who may open the most there."""
    if route in of_guardians(doors):
        return doors.world.guardians[0]
    return askers(doors.world, route.door)[-1]


def by_table(connection: Connection) -> dict[str, list[str]]:
    if connection.dialect.name == "postgresql":
        connection.execute(NO_ROLE)
    return {
        table.name: sorted(map(repr, connection.execute(select(table))))
        for table in Base.metadata.sorted_tables
    }


NAMED = {
    "a member": ("/groups/{group_id}/memberships", {"person_id": "person_id"}),
    "a recipient": ("/records/notes", {"people": "person_id"}),
    "a group": ("/records/notes", {"groups": "group_id"}),
}


@pytest.mark.parametrize(("path", "named"), NAMED.values(), ids=NAMED.keys())
def test_what_is_not_ours_cannot_be_named_in_a_body(doors, path, named):
    ours, theirs = doors.world.ours, doors.world.theirs
    [(field, thing)] = named.items()
    body = {"since": "2026-01-01", field: str(theirs[thing])}
    if path.startswith("/records"):
        body = {**order("notes"), "sending": sending(**{field: [str(theirs[thing])]})}
    with doors.undo:
        answer = doors.api.test_client().post(
            f"/api/v1{path.format(**ours)}",
            json=body,
            headers=doors.world.programs[-1].headers,
        )

    assert answer.status_code == 422
    assert CANARY not in answer.text


def test_without_walls_the_matrix_finds_what_is_wrong(world):
    """A test that cannot fail proves nothing."""
    with open_doors(world, frozenset()) as doors:
        route = next(r for r in doors.routes if r.endpoint == "register.person")
        case = Case("theirs", world.theirs)
        wrong = list(wrong_answers(doors, route, world.staff[-1], case))

    assert len(wrong) == 2


def closed_routes(doors: Doors, door: str) -> list[Route]:
    return [r for r in doors.routes if r.door == door and r.act is not Act.ANYBODY]


def of_guardians(doors: Doors) -> list[Route]:
    """Return what a link to a consent opens, without the link and what it chooses."""
    inside = [r for r in doors.routes if f"{r.rule.rule}/".startswith("/c/")]
    return [r for r in inside if not {"token", "code"} & set(r.rule.arguments)]


def about_things(doors: Doors, door: str) -> list[Route]:
    return [route for route in closed_routes(doors, door) if route.things]


def strangers_to(world: World, route: Route) -> list[Asker]:
    """Return who may ask, but for things of their own organisation only.

    On PostgreSQL whoever may do everything asks each of the two walls alone.
    """
    able = [one for one in askers(world, route.door) if one.may(route.act)]
    if PERSONAL & set(route.things):
        return able
    return [one for one in able if one.is_mightiest and world.is_small]


def askers(world: World, door: str) -> tuple[Asker, ...]:
    """Return whom the door knows; the last of them may do everything."""
    return world.staff if door == PAGES else world.programs


def wrong_answers(
    doors: Doors, route: Route, asker: Asker, case: Case
) -> Iterator[str]:
    """Yield what is wrong with the answer, if anything is."""
    wanted = expected(route, asker, case)
    with doors.undo as connection:
        case.prepare(connection, asker)
        answer = doors.ask(route, asker, case.ids)
    said = f"{route.label} by {asker.name}, {case.name}: {answer.status_code}"
    if not fits(answer.status_code, wanted):
        yield f"{said} instead of {wanted}"
    if CANARY.encode() in answer.data:
        yield f"{said}, and it tells of the others"
    yield from (f"{said}, without {fault}" for fault in faults(answer))
