"""A database that is gone is said so, and nothing is asked of it twice."""

from contextlib import contextmanager
from dataclasses import replace

from service.core.errors import Unavailable
from service.web import create_app


@contextmanager
def _gone(within):
    raise Unavailable
    yield


def test_a_page_without_a_database_says_when_to_come_back(small_house):
    tools = replace(small_house.tools, look=_gone, begin=_gone)
    visitor = create_app(tools).test_client()

    answer = visitor.get("/sign-in")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "går inte att spara eller hämta" in answer.text
