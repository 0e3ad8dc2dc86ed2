"""Whoever is shown a confidential record is noted, each time, before they see it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from service.actions.glass import break_glass
from service.actions.links import open_link
from service.actions.looking import list_looks
from service.actions.reading import get_record, read_file
from service.actions.verifying import verify_audit
from service.core.actor import Actor
from service.core.audit_views import Way
from service.core.errors import Forbidden, NotFound, Unavailable
from service.core.jobs import JobKind
from service.core.permits import Scope
from tests.house import NOW, sending
from tests.jobs import rows
from tests.links import sent

SECRET = sending(classification="confidential", attach=[])
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def record_id(small_house):
    return secret(small_house)


@pytest.fixture
def registrar(small_house):
    return small_house.actor_of("maja.lind")


def secret(house):
    return house.submit(sending=SECRET).record_id


def looks(house, record_id):
    registrar = house.actor_of("maja.lind")
    found = list_looks(house.tools, registrar, record_id, now=LATER).looks
    return [(look.name, look.way, look.is_download) for look in found]


def test_each_look_is_noted_with_name_and_way(house):
    record_id, registrar = secret(house), house.actor_of("maja.lind")
    get_record(house.tools, registrar, record_id, now=NOW)
    get_record(house.tools, registrar, record_id, now=NOW)
    house.work(JobKind.RENDER)
    asked = {"revision": 1, "format": "pdf", "now": LATER}
    read_file(house.tools, house.actor, record_id, **asked)

    assert looks(house, record_id) == [
        ("Ida Broman", Way.PAGE, True),
        ("Maja Lind", Way.PAGE, False),
        ("Maja Lind", Way.PAGE, False),
    ]
    assert verify_audit(house.tools).is_whole


@pytest.mark.parametrize("classification", ["open", "internal"])
def test_a_look_at_what_is_not_confidential_is_not_noted(small_house, classification):
    wish = sending(classification=classification, attach=[])
    record_id = small_house.submit(sending=wish).record_id

    get_record(small_house.tools, small_house.actor, record_id, now=NOW)

    assert looks(small_house, record_id) == []


def test_a_page_that_follows_along_is_one_look_an_hour(
    small_house, record_id, registrar
):
    get_record(small_house.tools, registrar, record_id, now=NOW)
    for minutes in (1, 30, 59, 60, 61):
        moment = NOW + timedelta(minutes=minutes)
        get_record(small_house.tools, registrar, record_id, following=True, now=moment)

    assert len(looks(small_house, record_id)) == 2


def test_following_is_a_look_where_there_was_none(small_house, record_id, registrar):
    get_record(small_house.tools, small_house.actor, record_id, now=NOW)
    get_record(small_house.tools, registrar, record_id, following=True, now=NOW)

    assert [name for name, *_ in looks(small_house, record_id)] == [
        "Maja Lind",
        "Ida Broman",
    ]


def test_a_program_is_noted_as_one(small_house):
    record_id = secret(small_house)
    scopes = frozenset({Scope.READ_RECORDS, Scope.CONFIDENTIAL})
    owner = small_house.actor.organisation_id
    program = Actor(owner, None, "", scopes=scopes, key_id=uuid4())

    get_record(small_house.tools, program, record_id, now=NOW)

    assert looks(small_house, record_id) == [("", Way.PROGRAM, False)]


def test_a_look_through_broken_glass_is_told_apart(house):
    record_id = secret(house)
    alex = house.actor_of("alex.winter")
    reason = "Barnet behövde hjälp i natt."
    break_glass(house.tools, alex, record_id, reason=reason, understood=True, now=NOW)

    get_record(house.tools, alex, record_id, now=LATER)

    assert looks(house, record_id) == [("Alex Winter", Way.GLASS, False)]


def test_an_opened_link_is_told_with_its_recipient(small_house):
    token = sent(small_house, "open", attach=[])
    [revision] = rows.revisions(small_house)

    open_link(small_house.tools, token, now=LATER)

    assert looks(small_house, revision.record_id) == [("Ida Broman", Way.LINK, False)]


def test_what_cannot_be_noted_is_not_shown(small_house):
    record_id = secret(small_house)
    with small_house.engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_event RENAME TO gone"))

    with pytest.raises(Unavailable):
        get_record(small_house.tools, small_house.actor, record_id, now=NOW)


def test_who_has_looked_is_for_those_who_may_ask(small_house, record_id):
    reader, stranger = (
        small_house.actor_of("lena.frost"),
        small_house.actor_of("eva.dahl"),
    )
    neighbour = replace(small_house.actor, organisation_id=uuid4())

    for somebody, refusal in (
        (reader, Forbidden),
        (stranger, Forbidden),
        (neighbour, NotFound),
    ):
        with pytest.raises(refusal):
            list_looks(small_house.tools, somebody, record_id, now=NOW)
