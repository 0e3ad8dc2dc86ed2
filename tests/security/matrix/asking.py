"""A request for real: at either door, by anybody, about any of the things."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from service.api.application import create_api
from service.store.walls import BOTH_WALLS, Walls
from service.web import create_app
from tests.security.matrix.bodies import FORMS, QUERIES, body_of
from tests.security.matrix.routes import Route, routes
from tests.security.matrix.undone import Undo, undoable
from tests.security.matrix.world import Asker, World

PAGES, API = "pages", "api"


@dataclass(frozen=True)
class Doors:
    """Both doors of one house, behind which nothing changes for good."""

    world: World
    undo: Undo
    pages: Flask
    api: Flask
    described: Mapping[str, Any]

    @property
    def routes(self) -> list[Route]:
        return [*routes(PAGES, self.pages), *routes(API, self.api)]

    def ask(self, route: Route, asker: Asker, ids: Mapping[str, Any]) -> TestResponse:
        app = self.pages if route.door == PAGES else self.api
        request: dict[str, Any] = {"method": route.method, "headers": asker.headers}
        request["query_string"] = QUERIES.get(route.endpoint, {})
        if route.method in ("POST", "PUT"):
            request |= self._body(route, ids)
        client = app.test_client(use_cookies=False)
        return client.open(route.address(ids), **request)

    def _body(self, route: Route, ids: Mapping[str, Any]) -> dict[str, Any]:
        if route.door == API:
            return {"json": body_of(self.described, route, ids)}
        form = FORMS[route.endpoint]
        return {"data": {name: str(ids.get(text, text)) for name, text in form.items()}}


@contextmanager
def open_doors(world: World, walls: Walls = BOTH_WALLS) -> Iterator[Doors]:
    """Yield the doors of a world behind these walls; forgery is tried elsewhere."""
    with undoable(world.house, walls) as (tools, undo):
        without_demo = replace(tools.settings, demo_sign_in=False)
        pages = create_app(replace(tools, settings=without_demo))
        pages.config["WTF_CSRF_METHODS"] = []
        api, described = create_api(tools, trusted_hosts=None)
        yield Doors(world, undo, pages, api, described)
