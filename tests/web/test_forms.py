"""Filling in a form: told at the field, in Swedish, and nothing is ever lost."""

import re

import pytest

from tests.web.answers import filled
from tests.web.browser import Browser, form_on

KINDS = ("mandate", "minutes", "notes")


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_record_can_be_filled_in(browser, kind):
    browser.open(f"/new/{kind}").send(filled(kind))

    assert browser.path.endswith("/recipients")


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_names_every_question_that_needs_an_answer(browser, kind):
    browser.open(f"/new/{kind}").send()

    assert browser.status == 422
    assert "<title>Fel: " in browser.html
    assert all(f'id="{id}"' in browser.html for id in browser.problems)
    assert "Allt du har skrivit finns kvar." in browser.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("held_on", "2020-02-30", "Det datumet finns inte"),
        ("held_on", "tisdag 17 juni 2020", "onsdag"),
        ("held_on", "2020-13-01", "Det datumet finns inte"),
        ("held_on", "häromdagen", "Skriv datumet som 2020-06-16"),
        ("time", "10.00-09.00", "Sluttiden måste vara senare än 10:00"),
        ("time", "i morse", "Skriv tiden som"),
        ("actions-0-what", "", "Fyll i ”Vad ska göras?”"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(browser, field, typed, said):
    browser.open("/new/minutes").send(filled(**{field: typed}))

    assert browser.status == 422
    assert said in browser.problems[field]
    assert f'id="{field}-error"' in browser.html
    assert re.search(
        rf'id="{field}"[^>]*aria-describedby="[^"]*{field}-error', browser.html
    )


def test_everything_else_is_kept_when_one_answer_is_wrong(browser):
    answers = filled(held_on="2020-02-30")
    browser.open("/new/minutes").send(answers)

    draft = browser.open(_first_draft(browser))
    assert all(_shown(draft.html, name) == text for name, text in answers.items())


def test_a_draft_can_be_left_and_found_again(browser):
    browser.open("/new/notes").send({"group": "Temagruppen", "do": "later"})

    assert browser.path == "/"
    assert "Utkastet är sparat." in browser.text
    assert _shown(browser.open(_first_draft(browser)).html, "group") == "Temagruppen"


def test_dates_and_times_are_said_back_as_understood(browser):
    browser.open("/new/minutes").send(
        filled(
            **{"held_on": "200616", "actions-0-deadline": "senast augusti", "do": "x"}
        )
    )
    browser.open(_first_draft(browser))

    assert "tisdag 16 juni 2020" in browser.text
    assert "Förstått som augusti 2020. Sista dagen är 31 augusti 2020." in browser.text


def test_a_row_more_is_offered_and_a_blank_one_is_forgotten(browser):
    browser.open("/new/minutes").send(
        {"actions-0-what": "Ringa", "do": "add:actions:1"}
    )
    assert 'id="actions-1-what"' in browser.html

    browser.send({"do": "later"}).open(_first_draft(browser))
    assert 'id="actions-1-what"' not in browser.html


def test_rows_can_change_places_and_be_taken_away(browser):
    rows = {
        "actions-0-what": "Ringa",
        "actions-1-what": "Skriva",
        "actions-2-what": "Gå",
    }
    browser.open("/new/minutes").send({**rows, "do": "up:actions:2"})
    assert _all_shown(browser.html) == ["Ringa", "Gå", "Skriva"]

    browser.send({"do": "remove:actions:0"})
    assert _all_shown(browser.html) == ["Gå", "Skriva"]


def test_a_groups_members_fill_the_attendance_once_each(browser):
    fetch = {"attendance-0-name": "Märtha Lundquist", "do": "members:attendance"}
    browser.open("/new/minutes").send(fetch).send({"do": "members:attendance"})

    names = re.findall(r'id="attendance-\d+-name"[^>]*value="([^"]+)"', browser.html)
    assert names.count("Märtha Lundkvist") == 1
    assert {"Märtha Lundquist", "Marina Lundquist"} <= set(names)


def test_the_script_saves_quietly_and_learns_the_drafts_address(browser):
    saved = browser.open("/new/minutes").post(
        "/new/minutes/autosave", {"place": "Skype"}
    )
    address = saved.page.get_json()["address"]
    assert "Bara du ser det än." in saved.page.get_json()["said"]

    browser.open(address).post(f"{address}/autosave", {"place": "Teams"})
    assert _shown(browser.open(address).html, "place") == "Teams"


def test_a_draft_is_its_writers_alone(browser, app):
    browser.open("/new/notes").send({"group": "Hemlig", "do": "later"})
    other = Browser(app.test_client()).sign_in("Alex Winter")

    assert other.open(_first_draft(browser)).status == 404


def test_a_draft_can_be_thrown_away(browser):
    browser.open("/new/notes").send({"group": "Bort", "do": "later"})
    draft = _first_draft(browser)
    browser.open(draft).send(to=f"{draft}/discard")

    assert "Utkastet är kastat." in browser.text
    assert browser.open(draft).status == 404


def test_an_unknown_kind_is_not_found(browser):
    assert browser.open("/new/novel").status == 404


def _first_draft(browser) -> str:
    return re.search(r'href="(/drafts/[^"]+)"', browser.open("/").html)[1]


def _shown(html: str, name: str) -> str:
    return form_on(html).fields.get(name, [""])[0]


def _all_shown(html: str) -> list[str]:
    return re.findall(r'id="actions-\d+-what"[^>]*value="([^"]+)"', html)
