"""A house whose staff sign in at a provider of the tests' own."""

import pytest

from tests.auth.guests import Guest, guest_of, oidc
from tests.auth.provider import Provider, serving
from tests.house import House, open_house


@pytest.fixture
def provider() -> Provider:
    with serving() as running:
        yield running


@pytest.fixture
def small_house(sqlite, services, tmp_path, provider) -> House:
    with open_house(sqlite, services, tmp_path, **oidc(provider)) as opened:
        yield opened


@pytest.fixture
def house(database, services, tmp_path, provider) -> House:
    with open_house(database, services, tmp_path, **oidc(provider)) as opened:
        yield opened


@pytest.fixture
def guest(small_house, provider) -> Guest:
    return guest_of(small_house, provider)


@pytest.fixture
def other_provider() -> Provider:
    with serving() as running:
        yield running
