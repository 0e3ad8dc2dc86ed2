"""No page asks for what its own policy forbids: every page there is, one by one."""

import pytest

from service.core.permits import Act
from service.web import create_app
from tests.security.matrix.asking import PAGES
from tests.security.matrix.routes import Route, routes
from tests.security.matrix.world import build

# What is saved, or goes on for as long as the page is open.
NO_PAGES = (
    "file",
    "events",
    "asset",
    "png",
    "csv",
    "raw",
    "attachment",
    "package",
    "kept",
    ".csv",
)


@pytest.fixture
def world(small_house):
    return build(small_house)


def test_every_page_keeps_to_its_policy(looking, small_house, world):
    pages = [r for r in routes(PAGES, create_app(small_house.tools)) if is_page(r)]
    with looking("policy") as looker:
        page = looker.page
        page.goto("/sign-in")
        page.get_by_label("everything", exact=True).check()
        page.get_by_role("button", name="Logga in").click()
        shown = [page.goto(route.address(world.ours)).ok for route in pages]
        assert sum(shown) > 30
        assert looker.complaints == []

        page.goto("/")
        page.evaluate("document.body.setAttribute('style', 'color: red')")
        assert looker.complaints.pop()  # it would have been heard


def is_page(route: Route) -> bool:
    is_asked = route.method == "GET" and route.act is not Act.ANYBODY
    return is_asked and not any(word in route.rule.rule for word in NO_PAGES)
