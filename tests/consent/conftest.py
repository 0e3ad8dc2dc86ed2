"""The pages over a real database, for those who come by a personal link."""

import pytest

from service.web import create_app
from tests.web.browser import Browser


@pytest.fixture
def app(small_house):
    return create_app(small_house.tools)


@pytest.fixture
def stranger(app) -> Browser:
    """A browser that has opened nothing yet."""
    return Browser(app.test_client())
