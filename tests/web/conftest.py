"""Pages over a real database, and somebody who is signed in."""

import pytest

from service.web import create_app
from tests.web.browser import Browser


@pytest.fixture
def app(small_house):
    return create_app(small_house.tools)


@pytest.fixture
def stranger(app) -> Browser:
    """A browser that nobody has signed in with."""
    return Browser(app.test_client())


@pytest.fixture
def browser(app) -> Browser:
    return Browser(app.test_client()).sign_in()
