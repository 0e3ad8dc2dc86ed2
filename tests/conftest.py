"""Real databases, a real Redis, a real mail server: only the world outside is ours."""

import gc

import pytest
from hypothesis import HealthCheck, settings

from tests import described, statements, templates
from tests.house import House, open_house
from tests.jobs.victim import Victim, open_victim
from tests.services import Services, start_services
from tests.verapdf.judge import Judge, open_judge

DATABASES = ("sqlite", "postgresql")
# How fast an example is drawn says something about the machine, not about the code.
settings.register_profile(
    "handslag", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("handslag")
templates.compile_once()
statements.compile_once()
described.describe_once()


def pytest_collection_finish() -> None:
    """What was imported stays: no search for garbage need look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def services(tmp_path_factory) -> Services:
    """The servers that tests talk to; each starts when it is first asked for."""
    with start_services(tmp_path_factory.mktemp("services")) as running:
        yield running


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Says whether a PDF is archivable and accessible; starts when first asked."""
    with open_judge() as opened:
        yield opened


@pytest.fixture(params=DATABASES)
def database(request, services, tmp_path) -> str:
    """A fresh database at the newest schema, on each of the two kinds."""
    return services.database(request.param, tmp_path)


@pytest.fixture
def sqlite(services, tmp_path) -> str:
    """A fresh SQLite database, for what no database could answer differently."""
    return services.database("sqlite", tmp_path)


@pytest.fixture
def house(database, services, tmp_path) -> House:
    with open_house(database, services, tmp_path) as opened:
        yield opened


@pytest.fixture
def small_house(sqlite, services, tmp_path) -> House:
    """The same house on SQLite alone: for pages and texts, not for promises."""
    with open_house(sqlite, services, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def victim() -> Victim:
    """A process whose children die where they are told to; it keeps nothing of them."""
    with open_victim() as running:
        yield running
