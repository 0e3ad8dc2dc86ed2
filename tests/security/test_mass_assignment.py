"""Nobody sets what nobody asked for: a column's name is no field (ASVS 15.3.3)."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from service.api.application import create_api
from service.core.actor import SYSTEM
from service.forms.sending import SendingForm
from service.kinds import find_kind
from service.store.tables.base import Base
from service.store.tables.register import PersonRow
from service.web import create_app
from tests.api.program import open_program, order, pointers
from tests.web.browser import Browser

COLUMNS = {column.name for t in Base.metadata.tables.values() for column in t.columns}
PARTS = {"answers": find_kind("minutes").schema, "sending": SendingForm()}


@pytest.fixture
def program(small_house):
    return open_program(small_house)


def test_no_operation_takes_a_column_it_does_not_ask_for(program):
    taken = {
        f"{method} {path}": sorted(silent)
        for method, path, body in operations(program.house.tools)
        if (silent := _not_refused(program, method, path, body))
    }

    assert taken == {}


@pytest.mark.parametrize("part", list(PARTS))
def test_nor_does_a_part_of_a_record(program, part):
    body = order("minutes")
    body[part] = {**dict.fromkeys(COLUMNS, "x"), **body[part]}
    answer = program.post("/records/minutes", body)

    assert answer.status_code == 422
    unknown = {f"/{part}/{name}" for name in COLUMNS - PARTS[part].fields.keys()}
    assert unknown - pointers(answer) == set()


def test_a_form_takes_only_what_it_asks_for(small_house):
    """What a browser sends beside a form's own fields is nothing to us."""
    browser = Browser(create_app(small_house.tools).test_client()).sign_in()
    stray = str(uuid4())
    asked = {"name": "Ann Ek", "email": "", "language": "sv", "protected": None}
    browser.open("/register/people/new").send(
        {**dict.fromkeys(COLUMNS, stray), **asked}, to="/register/people/new"
    )

    with small_house.tools.look(SYSTEM) as session:
        row = session.scalars(select(PersonRow).where(PersonRow.name == "Ann Ek")).one()
    assert row.organisation_id == small_house.actor.organisation_id
    assert row.id != UUID(stray)
    assert not row.protected


def operations(tools) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every operation that takes a body, with the document's example of it."""
    _, described = create_api(tools, trusted_hosts=None)
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            for body in (told.get("requestBody"),) if "requestBody" in told else ():
                example = body["content"]["application/json"]["example"]
                yield method.upper(), re.sub("{(.*?)}", _somewhere, path), example


def _somewhere(gap: re.Match[str]) -> str:
    return "1" if gap[1] == "asked" else str(uuid4())


def _not_refused(program, method, path, body) -> set[str]:
    """Return the columns that the operation did not refuse by name."""
    unknown = COLUMNS - body.keys()
    sent = {**dict.fromkeys(unknown, "x"), **body}
    answer = program.ask(method, path.removeprefix("/api/v1"), json=sent)
    if answer.status_code != 422:
        return {str(answer.status_code)}
    return unknown - {pointer.removeprefix("/") for pointer in pointers(answer)}
