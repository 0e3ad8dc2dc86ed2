"""The page before a confidential record, and the record page while it is open."""

import pytest

from tests.glass import REASON, confidential
from tests.web.browser import Browser

UNKNOWN = "11111111-1111-4111-8111-111111111111"
UNDERSTOOD = {"reason": REASON, "understood": "true"}


@pytest.fixture
def record(small_house) -> str:
    """Return the path of a confidential record that Ida wrote."""
    return f"/records/{confidential(small_house)}"


@pytest.fixture
def alex(app) -> Browser:
    """An editor without any part in it."""
    return signed_in(app, "Alex Winter")


def test_an_editor_meets_the_glass_which_says_nothing_of_the_record(alex, record):
    alex.open(record)

    assert alex.status == 403
    assert "The record is confidential" in alex.text
    assert "Styrgrupp" not in alex.text
    assert "Ida" not in alex.text


@pytest.mark.parametrize("name", ["Lena Frost", "Eva Dahl", "Rolf Ek"])
def test_to_others_the_record_is_not_there(app, record, name):
    reader = signed_in(app, name).open(record)

    assert reader.status in (403, 404)
    assert "sekretess" not in reader.text.lower()


def test_a_reason_and_a_tick_open_the_record(alex, record):
    alex.open(record).send(UNDERSTOOD, to=f"{record}/glass")

    assert alex.path == record
    assert "Styrgrupp" in alex.text
    assert "You have opened this confidential record in an emergency" in alex.text
    assert alex.open(f"{record}/glass").path == record


def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(alex, record):
    alex.open(record).send({"reason": "too short"[:9]}, to=f"{record}/glass")

    assert alex.status == 422
    assert alex.problems.keys() == {"reason", "understood"}
    assert "too short</textarea>" in alex.html
    assert alex.open(record).status == 403


def test_it_can_be_closed_early(alex, record):
    alex.open(record).send(UNDERSTOOD, to=f"{record}/glass")

    alex.send(to=f"{record}/glass/close")

    assert "The record is closed again." in alex.text
    assert alex.open(record).status == 403


def test_its_owner_sees_on_the_record_who_opened_it_and_why(browser, alex, record):
    alex.open(record).send(UNDERSTOOD, to=f"{record}/glass")

    browser.open(record)

    assert (
        "Alex Winter har öppnat den här sekretesshandlingen i nödfall" in browser.text
    )
    assert REASON in browser.text


def test_a_change_that_meets_the_glass_shows_it_too(alex, record):
    alex.open(record).post(f"{record}/glass/close", {})
    alex.open("/").post(f"{record}/correct", {})

    assert alex.status == 403
    assert "The record is confidential" in alex.text


def test_the_glass_before_an_unknown_record_is_not_there(alex):
    assert (
        alex.open("/records/11111111-1111-4111-8111-111111111111/glass").status == 404
    )


def test_it_cannot_be_broken_again_and_again(alex, small_house):
    """Ten an hour are more than need ever asks for."""
    for _ in range(10):
        path = f"/records/{confidential(small_house)}"
        alex.open(path).send(UNDERSTOOD, to=f"{path}/glass")
        assert alex.status == 200

    path = f"/records/{confidential(small_house)}"
    assert alex.open(path).send(UNDERSTOOD, to=f"{path}/glass").status == 429


def signed_in(app, name: str) -> Browser:
    return Browser(app.test_client()).sign_in(name)
