"""A program with a key, as the API meets it."""

from dataclasses import dataclass
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import api
from service.actions.access import create_api_key
from service.core.actor import SYSTEM, operator
from service.core.permits import Scope
from service.store.tables.register import OrganisationRow
from tests.house import NOW, House, seed, sending

PREFIX = "/api/v1"


@dataclass(frozen=True)
class Program:
    house: House
    client: FlaskClient
    key: str

    def ask(self, method, path, **request) -> TestResponse:
        """Send a request as it is, with the key unless `headers` say otherwise."""
        headers = {"Authorization": f"Bearer {self.key}", **request.pop("headers", {})}
        return self.client.open(
            PREFIX + path, method=method, headers=headers, **request
        )

    def get(self, path, **request):
        return self.ask("GET", path, **request)

    def post(self, path, body=None, **request):
        return self.ask("POST", path, json=body, **request)

    def put(self, path, body, **request):
        return self.ask("PUT", path, json=body, **request)

    def raw(self, body, path="/drafts", media_type="application/json"):
        """Post bytes as they stand."""
        return self.ask("POST", path, data=body, content_type=media_type)


def open_program(house) -> Program:
    app = Flask("pages")
    api.register(app, house.tools)
    return Program(house, app.test_client(), house.api_key)


def open_stranger(program) -> Program:
    """Return a program of another organisation, at the same door."""
    tools, other = program.house.tools, uuid4()
    with tools.begin(SYSTEM) as work:
        work.session.add(OrganisationRow(id=other, name="En annan kommun"))
    key = create_api_key(
        tools, operator(other), name="stranger", scopes=frozenset(Scope), now=NOW
    )
    return Program(program.house, program.client, key)


def order(kind="minutes", *, to=None, **answers):
    """Return the body that sends a seed record, with some answers exchanged."""
    wish = sending() if to is None else sending(typed=to)
    return {"answers": {**seed(kind), **answers}, "sending": wish}


def pointers(answer) -> set[str]:
    """Return the places an answer complains of, once it is a problem in good form."""
    assert answer.mimetype == "application/problem+json"
    told = answer.get_json()
    assert told["status"] == answer.status_code
    return {error["pointer"] for error in told["errors"]}
