"""How records go out, and what the register asks."""

from datetime import date
from uuid import UUID

import pytest
from marshmallow import ValidationError

from service.core.classification import Classification
from service.forms.register import MembershipForm, OrganisationForm, PersonForm
from service.forms.sending import SendingForm

ID = "00000000-0000-4000-8000-000000000001"
SENDING = {"classification": "open", "language": "sv"}


def problems(form, **answers):
    with pytest.raises(ValidationError) as refusal:
        form().load(answers)
    return refusal.value.messages


def test_a_sending_names_openness_language_files_and_recipients():
    typed = {"name": "Ylva Rosén", "email": "ylva.rosen@example.se"}
    wish = SENDING | {"attach": ["pdf"], "groups": [ID], "typed": [typed]}

    assert SendingForm().load(wish) == {
        "classification": Classification.OPEN,
        "language": "sv",
        "attach": ["pdf"],
        "groups": [UUID(ID)],
        "readers": [],
        "people": [],
        "typed": [typed | {"language": "sv"}],
    }


@pytest.mark.parametrize("name", ["groups", "readers", "people", "typed"])
def test_too_many_recipients_are_refused_unread(name):
    assert problems(SendingForm, **SENDING, **{name: [None] * 201}) == {
        name: ["Give at most 200."]
    }


def test_openness_is_never_guessed():
    assert "classification" in problems(SendingForm, language="sv")


def test_a_wrong_address_is_told_at_its_row():
    typed = [{"name": "Ylva", "email": "Ylva <ylva@example.se>"}]

    assert problems(SendingForm, **SENDING, typed=typed)["typed"][0].keys() == {"email"}


@pytest.mark.parametrize("number", ["232100-0164", "202100-5489", "212000-0142"])
def test_an_organisation_number_carries_its_check_digit(number):
    answers = {"name": "Regionen", "organisation_number": number}

    assert OrganisationForm().load(answers)["organisation_number"] == number


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("232100-0165", "digits is wrong"),
        ("231200-0164", "digits is wrong"),
        ("2321000164", "like 232100-0164"),
        ("٢٣٢١٠٠-٠١٦٤", "like 232100-0164"),
    ],
)
def test_a_slip_in_an_organisation_number_is_found(number, why):
    [said] = problems(OrganisationForm, name="x", organisation_number=number)[
        "organisation_number"
    ]

    assert why in said


def test_a_membership_ends_on_or_after_the_day_it_began():
    one = {"person_id": ID, "since": "2020-06-16"}

    assert MembershipForm().load(one | {"until": "2020-06-16"})["until"] == date(
        2020, 6, 16
    )
    assert problems(MembershipForm, **one, until="2020-06-15").keys() == {"until"}


def test_a_person_is_kept_as_written():
    person = PersonForm().load({"name": "Lisa A L"})

    assert (person["name"], person["language"], person["protected"]) == (
        "Lisa A L",
        "sv",
        False,
    )
