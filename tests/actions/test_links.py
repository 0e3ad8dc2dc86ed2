"""Personal links: opened by a deliberate act, and dead when they should be."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text, update

from service.actions.links import (
    LINK_LIVES,
    CodeNeeded,
    look,
    make_token,
    open_link,
    read_link,
    read_link_file,
)
from service.actions.register import list_people
from service.actions.resending import resend
from service.core.actor import SYSTEM
from service.core.errors import Invalid, NotFound
from service.store.tables.audit import AuditEventRow
from service.store.tables.records import DeliveryRow
from tests import links
from tests.actions.people import person
from tests.house import NOW
from tests.jobs import rows
from tests.links import HERE


def test_looking_changes_nothing_however_often(house):
    """Mail scanners look at every link, and count for nobody."""
    token = links.sent(house)

    seen = {look(house.tools, token, now=NOW) for _ in range(50)}

    assert [view.sender for view in seen] == ["Region Örebro län"]
    assert rows.deliveries(house)[0].opened_at is None


def test_the_first_opening_is_noted_on_the_delivery(house):
    token = links.sent(house, "open")

    for day in range(2):
        open_link(house.tools, token, now=NOW + timedelta(days=day))

    assert rows.deliveries(house)[0].opened_at == NOW


def test_an_opened_link_shows_the_document(house):
    token = links.sent(house)
    links.enter(house, token, links.ask(house, token))

    opened = read_link(house.tools, token, browser=HERE, now=NOW)

    assert "Syfte med mötet" in opened.preview.decode()
    assert [file.format for file in opened.renditions] == ["docx", "pdf", "txt"]


@pytest.mark.parametrize("classification", ["open", "internal"])
def test_files_are_behind_the_door_too(small_house, classification):
    token = links.sent(small_house, classification)
    with pytest.raises((NotFound, CodeNeeded)):
        file_of(small_house, token)

    OPENED[classification](small_house, token)
    rendition, content = file_of(small_house, token)

    assert sha256(content).hexdigest() == rendition.sha256
    with pytest.raises(NotFound):
        file_of(small_house, token, form="exe")


def test_what_is_taken_by_a_link_is_noted(small_house):
    token = links.sent(small_house, "open")
    open_link(small_house.tools, token, now=NOW)

    file_of(small_house, token)

    who = f"link:{links.delivery_of(small_house, token).id}"
    noted = rows.rows(small_house, AuditEventRow, AuditEventRow.actor == who)
    assert [row.what for row in noted] == ["opened by link", "downloaded"]


def test_a_recalled_link_takes_no_code_that_was_asked_for_before(house):
    """L6: one order of things, whichever it is."""
    token = links.sent(house)
    code = links.ask(house, token)
    with house.tools.begin(SYSTEM) as work:
        work.session.execute(update(DeliveryRow).values(link_revoked_at=NOW))

    with pytest.raises(NotFound):
        links.enter(house, token, code)


def test_who_has_come_under_protection_has_no_web_path(house):
    known = person(house, "Ylva Rosén", "ylva@example.se")
    token = links.sent(house, typed=[], people=[str(known)])
    links.enter(house, token, links.ask(house, token))
    person(house, "Ylva Rosén", "ylva@example.se", protected=True, person_id=known)

    refusal(house, token)
    for way in (file_of, links.ask):
        with pytest.raises(NotFound):
            way(house, token)


def test_a_link_that_is_too_old_is_as_unknown_as_a_wrong_one(small_house):
    token = links.sent(small_house, "open")
    just_before, then = NOW + LINK_LIVES - timedelta(seconds=1), NOW + LINK_LIVES

    look(small_house.tools, token, now=just_before)
    said = {
        refusal(small_house, token, now=then),
        refusal(small_house, f"{token}x", now=NOW),
    }

    assert len(said) == 1


def test_a_confidential_record_is_not_read_by_link(small_house):
    """It is for who signs in, never for whoever holds a mail."""
    refusal(small_house, links.sent(small_house, "confidential"), now=NOW)


def test_the_database_holds_no_link_that_works(house):
    token = links.sent(house, "internal")

    with house.engine.connect() as connection:
        kept = connection.execute(text("SELECT link_hash FROM delivery")).scalars()
        assert token not in list(kept)


def test_mending_an_address_ends_the_old_link_and_mends_the_register(house):
    [person] = [
        p for p in list_people(house.tools, house.actor) if p.name == "Ylva Rosén"
    ]
    token = links.sent(house, "internal", people=[str(person.id)], typed=[])
    [old] = rows.deliveries(house)

    new = resend(house.tools, house.actor, old.id, email="ylva.ny@example.se", now=NOW)
    house.work()

    refusal(house, token, now=NOW)
    look(house.tools, make_token(new, house.settings.secret_key), now=NOW)
    assert [e["to"] for e in house.envelopes()] == [
        ["ylva.rosen@example.se"],
        ["ylva.ny@example.se"],
    ]
    mended = [p.email for p in list_people(house.tools, house.actor) if p == person]
    assert mended == []


def test_sending_again_to_the_same_address_keeps_the_old_link(house):
    token = links.sent(house, "internal")
    [old] = rows.deliveries(house)

    resend(house.tools, house.actor, old.id, now=NOW)
    house.work()

    look(house.tools, token, now=NOW)
    assert len(house.mails()) == 2
    assert len({mail["Message-ID"] for mail in house.mails()}) == 2


def test_a_bad_address_is_told_at_its_field(small_house):
    links.sent(small_house, "open")
    [old] = rows.deliveries(small_house)

    with pytest.raises(Invalid) as refused:
        resend(small_house.tools, small_house.actor, old.id, email="a@b@c", now=NOW)

    assert list(refused.value.problems) == ["email"]


def file_of(house, token, form="pdf"):
    return read_link_file(house.tools, token, browser=HERE, format=form, now=NOW)


def open_by_press(house, token):
    open_link(house.tools, token, now=NOW)


def open_by_code(house, token):
    links.enter(house, token, links.ask(house, token))


OPENED = {"open": open_by_press, "internal": open_by_code}


def refusal(house, token, *, now=NOW):
    with pytest.raises(NotFound) as looked:
        look(house.tools, token, now=now)
    with pytest.raises(NotFound):
        open_link(house.tools, token, now=now)
    return str(looked.value.said)
