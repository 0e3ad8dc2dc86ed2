"""Protection on the pages: what it stops is told, and who is shut out is named."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from service.actions.register import list_people
from tests.actions.people import person
from tests.house import sending
from tests.web.answers import SENDING, filled
from tests.web.browser import form_on


@pytest.fixture
def sent(small_house):
    """Somebody with a link, and a mail that has not left."""
    known = person(small_house, "Ylva Öst", "ylva.ost@example.se")
    lately = datetime.now(UTC)  # a page lives by the clock, and links grow old
    wish = {"sending": sending(typed=[], people=[str(known)]), "now": lately}
    small_house.submit(**wish)
    small_house.work()
    small_house.submit(**wish, delay=600)
    small_house.work()
    return f"/register/people/{known}"


def test_the_page_says_what_protection_has_stopped(browser, sent):
    browser.open(sent).send({"protected": "true"}, to=sent)

    assert browser.path == "/register/people"
    assert "2 länkar till handlingar är stängda." in browser.text
    assert "1 mejl som var på väg stoppades." in browser.text


def test_to_save_again_stops_nothing_more(browser, sent):
    browser.open(sent).send({"protected": "true"}, to=sent)
    browser.open(sent).send({"title": "Rektor"}, to=sent)

    assert "Sparat." in browser.text
    assert "stoppades" not in browser.text


def test_no_document_names_a_protected_member_unasked(browser, small_house):
    ylva = UUID(by_name(small_house, "Ylva Rosén"))
    email = "ylva.rosen@example.se"
    person(small_house, "Ylva Rosén", email, protected=True, person_id=ylva)
    form = browser.open("/new/notes")
    group = re.search(r'<option value="([^"]+)"[^>]*>Styrgrupp', form.html)[1]

    form.send({"from-group": group, "do": "members:attendance"})

    assert 'value="Märtha Lundkvist"' in browser.html
    rows = [name for name in form_on(browser.html).fields if name.endswith("-name")]
    named = [form_on(browser.html).fields[name] for name in rows]
    assert ["Ylva Rosén"] not in named


def test_who_cannot_sign_in_is_named_before_a_confidential_record_is_sent(
    browser, small_house
):
    ida, ylva = (by_name(small_house, name) for name in ("Ida Broman", "Ylva Rosén"))
    choosing = browser.open("/new/minutes").send(filled())

    choosing.send({**SENDING, "classification": "confidential", "people": [ida, ylva]})

    assert "kan inte logga in: Ylva Rosén" in choosing.text
    assert "logga in: Ida" not in choosing.text


@pytest.mark.parametrize("openness", ["open", "internal"])
def test_a_link_needs_no_account(browser, openness):
    choosing = browser.open("/new/minutes").send(filled())

    choosing.send({**SENDING, "classification": openness})

    assert choosing.path.endswith("/check")
    assert "kan inte logga in" not in choosing.text


def test_a_protected_address_is_refused_at_its_field(browser, small_house):
    person(small_house, "Ylva Öst", "ylva.ost@example.se", protected=True)
    choosing = browser.open("/new/minutes").send(filled())

    choosing.send({**SENDING, "typed-0-email": "ylva.ost@example.se"})

    assert (choosing.status, list(choosing.problems)) == (422, ["typed-0-email"])


def by_name(house, name: str) -> str:
    [found] = list_people(house.tools, house.actor, search=name)
    return str(found.id)
