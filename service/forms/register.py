"""What the register asks about organisations, units, groups, people and memberships."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from service.core.register import GROUP_TYPES, LANGUAGES, MEMBER_ROLES
from service.core.sentence import Sentence
from service.core.text import clean_line
from service.forms import fields as ask
from service.forms.answers import Form

ORGANISATION_NUMBER = re.compile("[0-9]{6}-[0-9]{4}")


def read_organisation_number(text: str) -> str:
    """Return a Swedish organisation number as NNNNNN-NNNN, or raise ValueError.

    The last digit checks the others (Luhn), so that one slip of the finger is found.
    """
    number = clean_line(text)
    if not ORGANISATION_NUMBER.fullmatch(number):
        raise ValueError(Sentence("Write the number like 232100-0164."))
    if _luhn(number.replace("-", "")) % 10:
        raise ValueError(Sentence("One of the digits is wrong. Check the number."))
    return number


def _luhn(digits: str) -> int:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in doubled)


class OrganisationForm(Form):
    name = ask.line("Name")
    unit = ask.line("Unit", required=False)
    organisation_number = ask.read(
        "Organisation number", read_organisation_number, required=False
    )
    postal_address = ask.text("Postal address", most=500, required=False)
    visiting_address = ask.text("Visiting address", most=500, required=False)
    email = ask.address("E-mail", required=False)
    web = ask.line("Web address", required=False)
    dpo_name = ask.line(
        "Data protection officer",
        hint="A name or a function. Guardians read it before they answer.",
        required=False,
    )
    dpo_email = ask.address("E-mail to the data protection officer", required=False)
    dpo_phone = ask.line(
        "Phone to the data protection officer", most=30, required=False
    )

    @validates_schema
    def _can_be_reached(self, data: Mapping[str, Any], **_: object) -> None:
        if data["dpo_name"] and not (data["dpo_email"] or data["dpo_phone"]):
            said = Sentence("Say how to reach the officer: by e-mail or by phone.")
            raise ValidationError([said], field_name="dpo_email")


class UnitForm(Form):
    name = ask.line("Name")


class GroupForm(Form):
    name = ask.line("Name")
    type = ask.choice("Kind of group", GROUP_TYPES)


class PersonForm(Form):
    name = ask.line("Name")
    title = ask.line("Title", required=False)
    organisation = ask.line("Organisation", required=False)
    email = ask.address("E-mail", required=False)
    language = ask.choice("Language", LANGUAGES, default="sv", required=False)
    protected = ask.tick(
        "Protected identity", hint="A protected person is never mailed."
    )


class MembershipForm(Form):
    person_id = ask.identity("Person")
    role = ask.choice(
        "Role in the group", MEMBER_ROLES, default="member", required=False
    )
    co_opted = ask.tick("Co-opted")
    since = ask.day("Member since")
    until = ask.day("Member until", required=False)

    @validates_schema
    def _ends_after_it_began(self, data: Mapping[str, Any], **_: object) -> None:
        if data["until"] and data["until"] < data["since"]:
            said = Sentence("The end lies before the start.")
            raise ValidationError([said], field_name="until")
