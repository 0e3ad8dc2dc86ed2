"""Where the controller is named, so is its data protection officer (GDPR art. 13)."""

import json

import pytest
from jsonschema import Draft202012Validator

from service.actions.consent.preparing import prepare
from service.actions.paper import paper_form
from service.actions.register import get_organisation, save_organisation
from service.core.errors import Invalid
from service.core.languages import GUARDIAN_LANGUAGES
from service.web import create_app
from tests.consent.asking import SARA, answer, answers, asked
from tests.consent.copies import files_of
from tests.consent.desk import YES, person
from tests.consent.reading import asked_today, guardian
from tests.house import NOW
from tests.reading import said
from tests.rules.sentences import ROOT
from tests.web.browser import Browser

NAME, EMAIL, PHONE = "Ombudet Eva Dahl", "ombud@example.se", "019-123 45"
OFFICER = {"dpo_name": NAME, "dpo_email": EMAIL, "dpo_phone": PHONE}
WHOLE = f"{NAME}, {EMAIL}, {PHONE}"
SCHEMA = json.loads((ROOT / "docs" / "consent-receipt.schema.json").read_text())


def save(house, **changes):
    known = get_organisation(house.tools, house.actor)
    asked_for = ("name", "unit", "organisation_number", "email", "web")
    kept = {name: getattr(known, name) for name in asked_for}
    given = {**kept, **OFFICER, **changes}
    save_organisation(house.tools, house.actor, given, now=NOW)


@pytest.fixture
def named(small_house):
    save(small_house)
    return small_house


def test_every_language_of_guardians_says_it(named, app):
    sara = guardian(named, app, asked_today(named), SARA)

    for code in GUARDIAN_LANGUAGES:
        sara.open(f"/c/language/{code}").open("/c")
        assert sara.text.replace("\u2068", "").replace("\u2069", "").count(EMAIL) >= 1
        assert NAME in sara.text


def test_receipts_to_read_and_for_programs_say_it(named):
    record_id = asked(named)
    answer(named, record_id, SARA, *YES)
    named.work()
    files = files_of(named, record_id)

    assert WHOLE.replace(" ", "") in said(files["receipt", 0, 3], "pdf")
    told = json.loads(files["receipt_json", 0, 3])
    Draft202012Validator(SCHEMA).validate(told)
    assert told["party_identification"][1] == {
        "party_role": "data_protection_officer",
        "party_name": NAME,
        "party_contact": f"{EMAIL}, {PHONE}",
    }


def test_the_paper_form_says_it(named):
    record_id = asked(named)
    who = person(named, record_id).id
    _, pdf = paper_form(named.tools, named.actor, record_id, who, now=NOW)

    assert WHOLE.replace(" ", "") in said(pdf, "pdf")


def test_without_one_no_receipt_claims_one_and_staff_are_warned(small_house):
    save(small_house, dpo_name="", dpo_email="", dpo_phone="")
    warned = prepare(small_house.tools, small_house.actor, answers(), now=NOW).warnings
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    small_house.work()

    assert any("data protection" in one.template for one in warned)
    told = json.loads(files_of(small_house, record_id)["receipt_json", 0, 3])
    Draft202012Validator(SCHEMA).validate(told)
    assert [one["party_role"] for one in told["party_identification"]] == [
        "pii_controller",
        "guardian",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"dpo_email": "", "dpo_phone": ""}, "dpo_email"),
        ({"dpo_email": "ombud"}, "dpo_email"),
        ({"dpo_phone": "0" * 31}, "dpo_phone"),
    ],
)
def test_an_officer_whom_nobody_can_reach_is_none(small_house, changes, field):
    with pytest.raises(Invalid) as refused:
        save(small_house, **changes)

    assert list(refused.value.problems) == [field]


def test_it_is_kept_on_the_organisations_page(small_house):
    browser = Browser(create_app(small_house.tools).test_client()).sign_in()
    browser.open("/register/organisation").send(OFFICER)

    assert get_organisation(small_house.tools, small_house.actor).dpo == WHOLE
    assert NAME in browser.open("/register/organisation").html
