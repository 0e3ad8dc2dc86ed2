"""Questions on their pages: asked by link, answered by staff, and by programs."""

import pytest

from service.actions.consent.asking_back import want_paper
from service.actions.paper import paper_form
from service.core.consent import Happened
from service.web import create_app
from tests.api.program import open_program, open_stranger, pointers
from tests.consent.asking import KARIM, SARA, answer, let_in, token_of
from tests.consent.copies import happened
from tests.consent.desk import one, seen
from tests.consent.reading import asked_today, guardian
from tests.links import HERE, clock
from tests.web.browser import Browser

ASKS, SAYS = "Vem ser svaret?", "Bara vi som arbetar med frågan.\n\nRing gärna."


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


@pytest.fixture
def sara(small_house, app, consent):
    browser = guardian(small_house, app, consent, SARA)
    browser.open("/c/question").send({"text": ASKS}, to="/c/question")
    small_house.work()
    return browser


@pytest.fixture
def staff(small_house, sara) -> Browser:
    return Browser(create_app(small_house.tools).test_client()).sign_in()


@pytest.fixture
def page(small_house, consent, sara):
    [asked] = seen(small_house, consent, now=clock()).questions
    return f"/records/{consent}/questions/{asked.number}"


def test_it_waits_on_the_start_page_and_on_the_consent(staff, consent):
    assert "Någon har ställt en fråga och väntar på svar." in staff.open("/").text
    assert ASKS not in staff.text

    staff.open(f"/records/{consent}")
    assert f"Sara Lindgren frågar: {ASKS}" in staff.text
    assert "Frågan väntar på ert svar." in staff.text


def test_an_answer_in_writing_stands_on_both_pages(
    small_house, consent, staff, page, sara
):
    staff.open(page).send({"way": "page", "text": SAYS}, to=page)
    small_house.work()

    assert staff.path == f"/records/{consent}"
    assert "Svaret står på personens sida" in staff.text
    assert "Besvarad på personens sida" in staff.text
    assert "Bara vi som arbetar med frågan." in sara.open("/c").text


def test_the_other_guardian_reads_nothing_of_it(small_house, app, consent, staff, page):
    staff.open(page).send({"way": "page", "text": SAYS}, to=page)

    karim = guardian(small_house, app, consent, KARIM)
    assert ASKS not in karim.text
    assert "Bara vi som arbetar" not in karim.text


def test_a_call_is_marked_and_its_note_stays_with_staff(staff, page, sara):
    staff.open(page).send({"way": "phone", "text": "Ringde i går."}, to=page)

    assert "Besvarad per telefon" in staff.text
    assert "Ringde i går." in staff.text
    assert "Du har fått svar på ett annat sätt" in sara.open("/c").text
    assert "Ringde" not in sara.text
    assert "redan besvarad" in staff.open(page).text


def test_an_answer_without_words_is_told_at_its_field(staff, page):
    staff.open(page).send({"way": "page", "text": " "}, to=page)

    assert staff.status == 422
    assert staff.problems["text"].endswith(": Skriv ditt svar.")
    assert ASKS in staff.text


def test_a_question_of_nobody_is_not_there(staff, page):
    assert staff.open(f"{page}7").status == 404


def test_who_may_only_read_gets_no_button(small_house, consent, page):
    reader = Browser(create_app(small_house.tools).test_client()).sign_in("Maja Lind")

    assert ASKS in reader.open(f"/records/{consent}").text
    assert "Svara på frågan" not in reader.text
    assert reader.open(page).status == 403


def test_the_audit_trail_names_what_was_done(small_house, staff, page):
    staff.open(page).send({"way": "page", "text": SAYS}, to=page)

    auditor = Browser(staff.client.application.test_client()).sign_in("Eva Dahl")
    assert "Svarade på en fråga om ett samtycke" in auditor.open("/audit").text
    assert "Bara vi som arbetar" not in auditor.text


def test_a_program_answers_it_and_is_told_no_words(small_house, consent, sara):
    program = open_program(small_house)
    [asked] = program.get(f"/consents/{consent}").get_json()["questions"]
    path = f"/consents/{consent}/questions/{asked['number']}/answer"

    assert asked["participant"] == str(one(small_house, consent, now=clock()).id)
    assert asked["answered_at"] is None
    assert pointers(program.post(path, {"way": "page"})) == {"/text"}
    assert open_stranger(program).post(path, {"way": "phone"}).status_code == 404
    assert program.post(path, {"way": "page", "text": SAYS}).status_code == 204
    assert program.post(path, {"way": "phone"}).status_code == 409

    shown = program.get(f"/consents/{consent}").get_json()
    assert shown["questions"][0]["answered_at"]
    assert ASKS not in str(shown)
    assert "Bara vi" in sara.open("/c").text


def test_who_wants_paper_once_more_after_it_was_printed_is_heard(small_house, consent):
    whose = token_of(small_house, consent, SARA)
    said = {"browser": HERE, "now": clock()}
    let_in(small_house, whose, now=clock())
    for _ in range(2):
        want_paper(small_house.tools, whose, **said)
    assert happened(small_house, consent).count(Happened.PAPER_WANTED) == 1

    sara = one(small_house, consent, now=clock()).id
    paper_form(small_house.tools, small_house.actor, consent, sara, now=clock())
    want_paper(small_house.tools, whose, **said)

    assert happened(small_house, consent).count(Happened.PAPER_WANTED) == 2
    assert one(small_house, consent, now=clock()).wants_paper


def test_who_wants_paper_once_more_after_an_answer_is_heard(small_house, consent):
    whose = token_of(small_house, consent, SARA)
    said = {"browser": HERE, "now": clock()}
    let_in(small_house, whose, now=clock())
    want_paper(small_house.tools, whose, **said)
    answer(small_house, consent, SARA, "yes", "yes", "yes", now=clock())
    assert not one(small_house, consent, now=clock()).wants_paper

    want_paper(small_house.tools, whose, **said)

    assert happened(small_house, consent).count(Happened.PAPER_WANTED) == 2
    assert one(small_house, consent, now=clock()).wants_paper
