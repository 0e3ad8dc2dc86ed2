"""Who is turned away is written down, by id and place (ASVS 16.3.2, 16.3.3)."""

import json
import logging
from dataclasses import replace

import pytest
from flask import Flask

from service import api
from service.actions.access import create_api_key
from service.core.permits import Scope
from service.web import create_app
from tests.api.program import open_program
from tests.house import NOW
from tests.security.canary.listening import logged
from tests.web.browser import Browser

SECRET = "hemligt-personligt"


@pytest.fixture
def app(small_house) -> Flask:
    app = create_app(small_house.tools)
    api.register(app, small_house.tools)
    return app


def noted(lines) -> list[dict[str, str]]:
    told = (json.loads(line) for line in lines.getvalue().splitlines())
    return [line for line in told if line["said"].startswith("refused")]


def test_a_page_that_a_role_does_not_open_is_noted(app, small_house):
    reader = Browser(app.test_client()).sign_in("Lena Frost")
    with logged(logging.INFO) as lines:
        answer = reader.client.get(f"/register/groups/new?q={SECRET}")

    [line] = noted(lines)
    assert line["said"] == "refused with 403: /register/groups/new"
    assert line["account_id"] == str(small_house.actor_of("lena.frost").account_id)
    assert line["correlation_id"] == answer.headers["X-Correlation-Id"]
    assert SECRET not in lines.getvalue()


def test_a_forged_posting_is_noted(app):
    somebody = Browser(app.test_client()).sign_in()
    with logged(logging.INFO) as lines:
        headers = {"Sec-Fetch-Site": "cross-site"}
        somebody.client.post("/new/notes", data={"group": SECRET}, headers=headers)

    assert [line["said"] for line in noted(lines)] == ["refused with 403: /new/<kind>"]
    assert SECRET not in lines.getvalue()


@pytest.mark.parametrize(("key", "status"), [("", 403), ("hs_nobody", 401)])
def test_a_program_that_may_not_is_noted(app, small_house, key, status):
    program = replace(open_program(small_house), client=app.test_client())
    asking = replace(program, key=key or reading_key(small_house))
    with logged(logging.INFO) as lines:
        answer = asking.get(f"/records/{small_house.submit().record_id}")

    assert answer.status_code == status
    [line] = noted(lines)
    said = f"refused with {status}: /api/v1/records/<uuid:record_id>"
    assert line["said"] == said
    assert ("key_id" in line) == (status == 403)
    assert "hs_" not in lines.getvalue()


def test_a_mistake_in_a_form_is_nobody_s_business(app):
    somebody = Browser(app.test_client()).sign_in()
    with logged(logging.INFO) as lines:
        answer = somebody.open("/register/units").send({"name": ""})

    assert answer.status == 422
    assert noted(lines) == []


def reading_key(house) -> str:
    """Return a key that may read the register and nothing else."""
    scopes = [Scope.READ_REGISTER]
    return create_api_key(house.tools, house.actor, name="a", scopes=scopes, now=NOW)
