"""Staff ask for a consent and follow it on their pages, without scripts."""

import pytest

from service.web import create_app
from tests.consent.asking import ANSWERS, KARIM, SARA, answer, asked
from tests.consent.desk import NO, YES, one, person, seen
from tests.consent.pages import filled
from tests.web.browser import Browser


@pytest.fixture
def browser(small_house) -> Browser:
    return Browser(create_app(small_house.tools).test_client()).sign_in()


@pytest.fixture
def checking(browser):
    return browser.open("/new/consent").send(filled())


@pytest.fixture
def followed(browser, small_house):
    record_id = asked(small_house)
    browser.open(f"/records/{record_id}")
    return record_id


def test_the_form_leads_to_the_check_and_not_to_recipients(checking):
    assert checking.status == 200
    assert checking.path.endswith("/check")
    for said in ("Sara Lindgren", "karim.haddad@example.se", "Elevhälsans arkiv"):
        assert said in checking.text


def test_what_each_of_them_reads_is_shown_in_their_language(checking):
    draft = checking.path.removesuffix("/check")
    assert 'lang="sv" dir="ltr"' in checking.open(f"{draft}/check").html

    checking.open(f"{draft}/check?sees=2")
    assert 'lang="ar" dir="rtl"' in checking.html
    checking.open(f"{draft}/seen-by/2")
    assert checking.status == 200
    assert "Karim Haddad" in checking.text
    assert "choices-0-answer" not in checking.html
    assert checking.open(f"{draft}/seen-by/3").status == 404


def test_one_mailbox_for_two_is_accepted_with_a_warning(browser):
    """D14."""
    email = ANSWERS["guardians"][0]["email"]
    browser.open("/new/consent").send(filled(**{}) | {"guardians-1-email": email})

    assert browser.path.endswith("/check")
    assert browser.text.count("Två personer delar den här brevlådan.") == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"child_identity": "2039-05-17"}, "child_identity"),
        (
            {"guardians-1-custody_checked_on": "2026-02-30"},
            "guardians-1-custody_checked_on",
        ),
        ({"parties-1-information": ["physical_health"]}, "parties-1-information"),
        ({"information": []}, "information"),
    ],
)
def test_a_mistake_is_shown_at_its_field_and_nothing_is_lost(browser, changes, field):
    browser.open("/new/consent").send(filled() | changes)

    assert browser.status == 422
    assert field in browser.problems
    assert "Alma Haddad Lindgren" in browser.html


def test_asking_leads_to_the_record_where_both_are_waited_for(checking, small_house):
    draft = checking.path.removesuffix("/check")
    checking.send(to=f"{draft}/send")
    small_house.work()
    checking.open(checking.path)

    assert checking.path.startswith("/records/")
    assert checking.text.count("Frågan är skickad") == 2
    assert "Nästa påminnelse går" in checking.text


def test_staff_see_what_everybody_answered(browser, small_house, followed):
    answer(small_house, followed, SARA, *YES)
    answer(small_house, followed, KARIM, *NO)
    browser.open(f"/records/{followed}")

    assert "Nekat" in browser.text
    assert "Ja, till allt" in browser.text
    assert "Med personlig länk och kod" in browser.text


def test_an_answer_by_phone_is_written_down(browser, small_house, followed):
    who = person(small_house, followed).id
    page = f"/records/{followed}/people/{who}/answer"
    browser.open(page)
    given = {f"choices-{n}-answer": "yes" for n in range(3)}
    browser.send(given | {"route": "oral"}, to=page)

    assert browser.path == f"/records/{followed}"
    assert "Svaret är nedskrivet." in browser.text
    assert one(small_house, followed).given.route == "oral"


def test_half_an_answer_comes_back_with_what_was_written(
    browser, small_house, followed
):
    who = person(small_house, followed).id
    page = f"/records/{followed}/people/{who}/answer"
    browser.open(page)
    browser.send(
        {"choices-0-answer": "partly", "note": "Ringde", "route": "oral"}, to=page
    )

    assert browser.status == 422
    assert "choices-1-answer" in browser.problems
    assert "Ringde" in browser.html
    assert person(small_house, followed).answers == 0


def test_a_withdrawal_by_phone_is_written_down(browser, small_house, followed):
    answer(small_house, followed, SARA, *YES)
    who = person(small_house, followed).id
    page = f"/records/{followed}/people/{who}/withdrawal"
    browser.open(page).send({"route": "oral", "what": "all"}, to=page)

    assert "Inget mer får delas." in browser.text
    assert one(small_house, followed).given.is_withdrawal


@pytest.mark.parametrize("path", ["doubt", "end"])
def test_a_decision_asks_first_and_wants_its_reason(
    browser, small_house, followed, path
):
    browser.open(f"/records/{followed}/{path}").send({"doubt": "custody"})
    if path == "end":
        assert browser.status == 422
        browser.send({"note": "Planen är avslutad."}, to=f"/records/{followed}/end")

    assert browser.path == f"/records/{followed}"
    state = seen(small_house, followed).state
    assert state == ("reconsider" if path == "doubt" else "called off")


def test_a_reminder_leaves_by_a_press(browser, small_house, followed):
    who = person(small_house, followed).id
    browser.send(to=f"/records/{followed}/people/{who}/remind")

    assert "En påminnelse är på väg." in browser.text
    assert one(small_house, followed).reminders == 1


def test_a_correction_warns_that_all_must_answer_anew(browser, small_house, followed):
    answer(small_house, followed, SARA, *YES)
    browser.open(f"/records/{followed}").send(to=f"/records/{followed}/correct")
    browser.send({"purpose": "Ett annat syfte."}, to=browser.path)

    assert "Alla måste svara på nytt." in browser.text


def test_the_form_to_print_is_a_pdf(browser, small_house, followed):
    who = person(small_house, followed).id
    browser.open(f"/records/{followed}")
    browser.send(to=f"/records/{followed}/people/{who}/paper")

    assert browser.page.data.startswith(b"%PDF-")
