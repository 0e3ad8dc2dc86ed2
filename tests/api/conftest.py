import pytest

from tests.api.program import open_program, open_stranger
from tests.conftest import DATABASES
from tests.house import open_house


@pytest.fixture
def program(house):
    """A program at a house of its own."""
    return open_program(house)


@pytest.fixture
def small_program(small_house):
    """The same on SQLite alone, for what no database could change."""
    return open_program(small_house)


@pytest.fixture
def stranger(program):
    return open_stranger(program)


@pytest.fixture(scope="session", params=DATABASES)
def asker(request, services, tmp_path_factory):
    """A program whose house stays open: for requests that are refused, or only look."""
    folder = tmp_path_factory.mktemp("asker")
    database = services.database(request.param, folder)
    with open_house(database, services, folder) as house:
        yield open_program(house)
