"""Personal links: opened by a deliberate act, and dead when they should be."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text

from service.actions.links import (
    LINK_LIVES,
    look,
    make_token,
    open_link,
    read_link_file,
)
from service.actions.register import list_people
from service.actions.resending import resend
from service.core.errors import Invalid, NotFound
from tests.house import NOW, sending
from tests.jobs import rows


def test_looking_changes_nothing_however_often(house):
    """Mail scanners look at every link, and count for nobody."""
    token = sent(house, "internal")

    seen = {look(house.tools, token, now=NOW) for _ in range(50)}

    assert [view.sender for view in seen] == ["Region Örebro län"]
    assert rows.deliveries(house)[0].opened_at is None


def test_opening_is_noted_once(house):
    token = sent(house, "internal")

    opened = open_link(house.tools, token, now=NOW)
    open_link(house.tools, token, now=NOW + timedelta(days=1))

    assert rows.deliveries(house)[0].opened_at == NOW
    assert "Syfte med mötet" in opened.preview.decode()
    assert [file.format for file in opened.renditions] == ["docx", "pdf", "txt"]


def test_files_are_behind_the_door_too(small_house):
    token = sent(small_house, "internal")
    with pytest.raises(NotFound):
        read_link_file(small_house.tools, token, format="pdf", now=NOW)

    open_link(small_house.tools, token, now=NOW)
    rendition, content = read_link_file(small_house.tools, token, format="pdf", now=NOW)

    assert sha256(content).hexdigest() == rendition.sha256
    with pytest.raises(NotFound):
        read_link_file(small_house.tools, token, format="exe", now=NOW)


def test_a_link_that_is_too_old_is_as_unknown_as_a_wrong_one(small_house):
    token = sent(small_house, "open")
    just_before, then = NOW + LINK_LIVES - timedelta(seconds=1), NOW + LINK_LIVES

    look(small_house.tools, token, now=just_before)
    said = {
        refusal(small_house, token, now=then),
        refusal(small_house, f"{token}x", now=NOW),
    }

    assert len(said) == 1


def test_a_confidential_record_is_not_read_by_link(small_house):
    """It is for who signs in, never for whoever holds a mail."""
    refusal(small_house, sent(small_house, "confidential"), now=NOW)


def test_the_database_holds_no_link_that_works(house):
    token = sent(house, "internal")

    with house.engine.connect() as connection:
        kept = connection.execute(text("SELECT link_hash FROM delivery")).scalars()
        assert token not in list(kept)


def test_mending_an_address_ends_the_old_link_and_mends_the_register(house):
    [person] = [
        p for p in list_people(house.tools, house.actor) if p.name == "Ylva Rosén"
    ]
    token = sent(house, "internal", people=[str(person.id)], typed=[])
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
    token = sent(house, "internal")
    [old] = rows.deliveries(house)

    resend(house.tools, house.actor, old.id, now=NOW)
    house.work()

    look(house.tools, token, now=NOW)
    assert len(house.mails()) == 2
    assert len({mail["Message-ID"] for mail in house.mails()}) == 2


def test_a_bad_address_is_told_at_its_field(small_house):
    sent(small_house, "open")
    [old] = rows.deliveries(small_house)

    with pytest.raises(Invalid) as refused:
        resend(small_house.tools, small_house.actor, old.id, email="a@b@c", now=NOW)

    assert list(refused.value.problems) == ["email"]


def sent(house, classification, **wishes):
    """Send one record, and return the token of its only recipient."""
    house.submit(sending=sending(classification=classification, **wishes))
    house.work()
    [delivery] = rows.deliveries(house)
    return make_token(delivery.id, house.settings.secret_key)


def refusal(house, token, *, now):
    with pytest.raises(NotFound) as looked:
        look(house.tools, token, now=now)
    with pytest.raises(NotFound):
        open_link(house.tools, token, now=now)
    return str(looked.value.said)
