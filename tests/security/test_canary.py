"""Nothing that people wrote is left where it does not belong (P23, ASVS 16.2.5).

Every field of every form gets a word that stands nowhere else; everything is done with
it that can be done, and everything goes wrong that can; then all of it is searched.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, OperationalError

from service import api
from service.cli import main
from service.core.errors import Unavailable
from service.store.tables.register import RoleGrantRow
from service.web import create_app, start
from tests.api.program import open_program
from tests.auth.provider import Provider, serving
from tests.consent.eid.holders import eid
from tests.house import NOW, House, open_house
from tests.security.canary import consents, flows
from tests.security.canary.birds import Birds, answers
from tests.security.canary.listening import (
    content_below,
    in_redis,
    in_tables,
    logged,
    names_below,
)
from tests.web.browser import Browser

# The register is kept as it is, for people look in it; a program's key for a submission
# must be found again.
NOT_SEALED = (
    *("person.", "group.", "unit.", "organisation.", "import."),
    "submission key",
)


@dataclass(frozen=True)
class Flown:
    """A house in which everything has been done once."""

    house: House
    birds: Birds
    log: str
    scratch: Path


@pytest.fixture(scope="module")
def flown(services, tmp_path_factory) -> Iterator[Flown]:
    folder, scratch = (tmp_path_factory.mktemp(name) for name in ("var", "tmp"))
    database = services.database("sqlite", folder)
    with (
        serving() as broker,
        open_house(database, services, folder, **eid(broker)) as house,
        pytest.MonkeyPatch.context() as patch,
        logged() as log,
    ):
        patch.setattr(tempfile, "tempdir", str(scratch))
        birds = Birds()
        _fly(birds, house, broker)
        _fail(birds, house, patch)
        yield Flown(house, birds, log.getvalue(), scratch)


def test_enough_was_said_to_be_overheard(flown):
    """What was never written cannot be found: the search is tried on the mails."""
    said = content_below(flown.house.settings.var / "mail")

    assert len(flown.birds.places) > 100
    assert len(flown.birds.heard(said)) > 10
    assert len(flows.records(flown.house)) > 6
    assert consents.happened(flown.house) >= {
        *("opened", "question", "answered", "sealed", "withdrawn", "doubted", "ended"),
        *("batch", "scan_page", "e-ID refused", "by eid"),
    }


def test_the_log_holds_ids_and_codes_only(flown):
    assert len(flown.log.splitlines()) > 20
    assert flown.birds.heard(flown.log) == set()


def test_every_line_of_the_log_is_one_object(flown):
    assert {type(json.loads(line)) for line in flown.log.splitlines()} == {dict}


def test_redis_holds_hints_and_counters_only(flown):
    held = in_redis(flown.house.settings.redis_url)

    assert held
    assert flown.birds.heard(held) == set()


def test_nothing_is_left_in_the_temporary_folder(flown):
    assert flown.birds.heard(names_below(flown.scratch)) == set()
    assert flown.birds.heard(content_below(flown.scratch)) == set()


def test_no_name_of_a_file_says_anything(flown):
    assert flown.birds.heard(names_below(flown.house.settings.var)) == set()


def test_what_lies_in_files_is_sealed(flown):
    folder = flown.house.settings.var / "files"

    assert any(folder.rglob("*"))
    assert flown.birds.heard(content_below(folder)) == set()


def test_what_was_written_and_to_whom_is_sealed_in_the_tables(flown):
    heard = flown.birds.heard(in_tables(flown.house.engine))

    assert {place for place in heard if not place.startswith(NOT_SEALED)} == set()


def test_the_doctor_tells_of_parts_and_never_of_people(flown, monkeypatch):
    told = _told_by_operators_commands(flown.house, monkeypatch)

    assert "database" in told
    assert flown.birds.heard(told) == set()


def test_an_error_of_the_database_does_not_repeat_what_it_was_given(flown):
    word = flown.birds.one("a value")
    known = {"organisation_id": uuid4(), "account_id": uuid4(), "source": word}
    stranger = insert(RoleGrantRow).values(**known, role=word, granted_at=NOW)

    with flown.house.engine.begin() as line, pytest.raises(IntegrityError) as problem:
        line.execute(stranger)

    assert flown.birds.heard(str(problem.value)) == set()


def _fly(birds: Birds, house: House, broker: Provider) -> None:
    app = _doors(house)
    browser, stranger = Browser(app.test_client()), Browser(app.test_client())
    browser.sign_in()
    said = answers(birds, house.tools)
    said["consent"] = consents.sendable(birds, said["consent"])
    flows.keep_the_register(birds, browser)
    flows.write_on_pages(birds, browser, said)
    program = replace(open_program(house), client=app.test_client())
    flows.ask_as_a_program(birds, program, said)
    house.work()
    flows.look_for(birds, browser, said["notes"]["group"])
    flows.open_links(birds, house, stranger)
    consents.live_through(birds, house, app, browser, broker)
    consents.hand_in_papers(birds, house, browser, said["consent"])


def _fail(birds: Birds, house: House, patch: pytest.MonkeyPatch) -> None:
    flows.meet_a_refusing_relay(birds, house)
    flows.meet_a_broken_renderer(birds, house)
    word = birds.one("a fault's text")
    with patch.context() as broken:
        broken.setattr(start, "overview", _raiser(ValueError(word)))
        Browser(_doors(house).test_client()).sign_in().open("/")
    _lose_the_database(birds, house)


def _lose_the_database(birds: Birds, house: House) -> None:
    @contextmanager
    def gone(within):
        words = {"name": birds.one("a statement's value")}
        lost = OperationalError("INSERT", words, Exception(birds.one("database error")))
        raise Unavailable from lost
        yield

    tools = replace(house.tools, begin=gone, look=gone)
    Browser(create_app(tools).test_client()).open("/sign-in")


def _doors(house: House) -> Flask:
    app = create_app(house.tools)
    api.register(app, house.tools)
    return app


def _raiser(problem: Exception):
    def raises(*_: object, **__: object) -> None:
        raise problem

    return raises


def _told_by_operators_commands(house: House, monkeypatch) -> str:
    settings = {
        "VAR_DIR": str(house.settings.var),
        "DATABASE_URL": house.settings.database_url,
        "REDIS_URL": house.settings.redis_url,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    commands = (["doctor"], ["jobs", "list"], ["jobs", "count"], ["audit", "verify"])
    return "".join(CliRunner().invoke(main, words).output for words in commands)
