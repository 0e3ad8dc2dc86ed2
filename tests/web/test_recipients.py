"""Choosing who gets a record: each person with a box, or with the reason for none."""

import re

import pytest

from service.actions.register import list_people, save_person
from tests.house import NOW
from tests.web.answers import SENDING, filled
from tests.web.browser import form_on


@pytest.fixture
def choosing(browser):
    return browser.open("/new/minutes").send(filled())


def test_a_groups_members_are_added_with_a_box_each(choosing):
    choosing.send({"do": "group", "from-group": _group(choosing, "Styrgrupp")})

    assert "Märtha Lundkvist" in choosing.text
    assert len(form_on(choosing.html).fields["people"]) == 9


def test_a_group_whose_members_are_added_may_read_the_record_here(choosing):
    group = _group(choosing, "Styrgrupp")
    choosing.send({"do": "group", "from-group": group})
    assert form_on(choosing.html).fields["readers"] == [group]

    choosing.send({"classification": "confidential"})
    assert "Får läsas av Styrgrupp samverkan barn och unga" in choosing.text


def test_a_group_that_shall_not_read_it_is_unticked(choosing):
    choosing.send({"do": "group", "from-group": _group(choosing, "Styrgrupp")})
    choosing.send({"classification": "confidential", "readers": None})

    assert "Får läsas av" not in choosing.text


def test_a_member_who_is_not_ticked_gets_nothing(choosing):
    choosing.send({"do": "group", "from-group": _group(choosing, "Styrgrupp")})
    ticked = form_on(choosing.html).fields["people"]
    choosing.send({"classification": "open", "people": ticked[1:]})

    assert choosing.path.endswith("/check")
    assert "Skicka till 8 personer" in choosing.text


def test_members_who_cannot_be_mailed_are_shown_with_the_reason(choosing, small_house):
    _change(small_house, "Ylva Rosén", email="")
    _change(small_house, "Ewa Lindberg", protected=True)
    choosing.send({"do": "group", "from-group": _group(choosing, "Styrgrupp")})

    assert "E-postadress saknas i registret." in choosing.text
    assert "Skyddade personuppgifter" in choosing.text
    assert len(form_on(choosing.html).fields["people"]) == 7


def test_people_of_the_register_are_found_by_name(choosing):
    choosing.send({"do": "search", "search": "amina"})
    assert "Amina Yusuf" in choosing.text

    choosing.send({"do": "search", "search": "%"})
    assert "Ingen i registret heter så." in choosing.text


def test_openness_is_a_choice_that_nobody_makes_for_you(choosing):
    choosing.send()

    assert "classification" in choosing.problems


@pytest.mark.parametrize(
    ("row", "address"),
    [
        ("S1", "ylva@example.se\r\nBcc: e@example.se"),
        ("S4", "ylva@example.se, evil@example.se"),
        ("S5", '"ylva@example.se" <evil@example.se>'),
        ("S7", "ylva(comment)@example.se"),
        ("S7", "a@[127.0.0.1]"),
        ("S7", "a@localhost"),
        ("S7", "a@x"),
        ("S8", "a" * 300 + "@example.se"),
        ("S9", "jörg@example.se"),
        ("S11", "a..b@example.se"),
        ("S11", ".a@example.se"),
        ("S11", "a@example.se."),
        ("S12", "a@example.se -oQ/tmp"),
    ],
)
def test_an_address_that_is_none_is_told_at_its_field(choosing, row, address):
    choosing.send({**SENDING, "typed-0-email": address})

    assert choosing.status == 422
    assert "typed-0-email" in choosing.problems
    assert form_on(choosing.html).fields["typed-0-name"] == ["Ylva Rosén"]
    said = choosing.problems["typed-0-email"]
    assert re.match("Person 1, E-post: (Skriv|Använd|Adressen)", said), row


@pytest.mark.parametrize(
    "name",
    ["Ylva\r\nBcc: e@example.se", "=?UTF-8?Q?=0ABcc:_e=40example.se?=", "H\u202e"],
)
def test_a_name_that_could_reach_into_a_header_is_refused(choosing, name):
    choosing.send({**SENDING, "typed-0-name": name})

    assert "typed-0-name" in choosing.problems


def test_an_unknown_person_is_refused_and_the_rest_is_kept(choosing):
    stranger = "00000000-0000-4000-8000-000000000000"
    choosing.send({**SENDING, "people": [stranger]})

    assert "Personen finns inte." in choosing.problems["people"]
    assert form_on(choosing.html).fields["typed-0-name"] == ["Ylva Rosén"]


def test_an_unknown_group_adds_nobody(choosing):
    choosing.send({"do": "group", "from-group": "no-such-group"})

    assert choosing.status == 200
    assert "people" not in form_on(choosing.html).fields


def _group(browser, name: str) -> str:
    return re.search(rf'<option value="([^"]+)"[^>]*>{name}', browser.html)[1]


def _change(house, name: str, **values) -> None:
    person = next(p for p in list_people(house.tools, house.actor) if p.name == name)
    kept = ("name", "title", "organisation", "email", "language", "protected")
    answers = {field: getattr(person, field) for field in kept}
    save_person(
        house.tools, house.actor, {**answers, **values}, person_id=person.id, now=NOW
    )
