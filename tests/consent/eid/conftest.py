"""A house with a broker of e-identification of the tests' own."""

import pytest

from tests.auth.provider import Provider, serving
from tests.consent.eid.holders import Holder, eid, holder_of
from tests.house import House, open_house


@pytest.fixture
def broker() -> Provider:
    with serving() as running:
        yield running


@pytest.fixture
def small_house(sqlite, services, tmp_path, broker) -> House:
    with open_house(sqlite, services, tmp_path, **eid(broker)) as opened:
        yield opened


@pytest.fixture
def house(database, services, tmp_path, broker) -> House:
    with open_house(database, services, tmp_path, **eid(broker)) as opened:
        yield opened


@pytest.fixture
def strict(sqlite, services, tmp_path, broker) -> House:
    """A house where no code takes the place of an e-ID."""
    wish = eid(broker, EID_REQUIRED="required")
    with open_house(sqlite, services, tmp_path, **wish) as opened:
        yield opened


@pytest.fixture
def sara(small_house, broker) -> Holder:
    return holder_of(small_house, broker)
