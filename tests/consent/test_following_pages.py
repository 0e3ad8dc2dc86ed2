"""The page of a consent says what is so: no green word closes a gate, and none hides
who did it; what cannot be done leads back to it."""

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from service.actions.consent.doubting import doubt, end
from service.core.consent_rules import Verdict
from service.core.consent_state import SHARING, ConsentState
from service.web import create_app
from service.web.following.cells import tag_of
from tests.consent.asking import KARIM, SARA, answer, answers, asked
from tests.consent.desk import NO, YES, one, person, record, seen
from tests.consent.test_doubting import CUSTODY
from tests.house import NOW
from tests.paper.piles import blank, filed
from tests.web.browser import Browser

PICTURE = "form.png"
ENDED = {"note": "Planen är avslutad."}


@pytest.fixture
def browser(small_house) -> Browser:
    return Browser(create_app(small_house.tools).test_client()).sign_in()


@pytest.fixture
def agreed(small_house):
    record_id = asked(small_house)
    for name in (SARA, KARIM):
        answer(small_house, record_id, name, *YES)
    return record_id


def decided(house, what, record_id, given):
    what(house.tools, house.actor, record_id, given, now=NOW)


def test_green_is_only_what_may_be_shared_today(small_house, agreed):
    followed, today = seen(small_house, agreed), NOW.date()

    for state in ConsentState:
        at = replace(followed, state=state)
        colours = {v: tag_of(at, v, today=today)[1] for v in Verdict}
        assert (colours.pop(Verdict.YES) == "green") is (state in SHARING)
        assert "green" not in colours.values()
    early = replace(followed, valid_from=today + timedelta(days=1))
    assert tag_of(early, Verdict.YES, today=today)[1] == "yellow"


def test_under_doubt_no_cell_says_that_it_may_be_shared(browser, small_house, agreed):
    assert "Får delas<" in browser.open(f"/records/{agreed}").html
    decided(small_house, doubt, agreed, CUSTODY)
    browser.open(f"/records/{agreed}")

    assert "Får delas<" not in browser.html
    assert "Får inte delas nu" in browser.text
    assert browser.html.count("Fråga på nytt<") == 2


def test_what_was_ended_says_by_whom_and_why(browser, small_house, agreed):
    decided(small_house, end, agreed, ENDED)
    browser.open(f"/records/{agreed}")

    assert "Får delas<" not in browser.html
    assert "Avslutat av Ida Broman: Planen är avslutad." in browser.text
    assert "Samtycket avslutades (Ida Broman): Planen är avslutad." in browser.text


def test_the_history_tells_who_wrote_it_down_and_what_it_allows(browser, small_house):
    record_id = asked(small_house)
    record(small_house, record_id, SARA, *YES)
    answer(small_house, record_id, KARIM, *NO)
    browser.open(f"/records/{record_id}")

    assert f"Svaret från {SARA} skrevs ner (Ida Broman): " in browser.text
    assert f"{KARIM} svarade: " in browser.text
    assert ", ja, till allt; " in browser.text


def test_before_anybody_answers_nothing_says_that_it_applies(browser, small_house):
    parties = [{**party, "email": ""} for party in answers()["parties"]]
    browser.open(f"/records/{asked(small_house, parties=parties)}")

    assert ">Nyast<" in browser.html
    assert "Gäller<" not in browser.html
    assert "Alla har fått det" not in browser.text
    assert browser.text.count("Får inget mejl") == len(parties)


@pytest.mark.parametrize("path", ["doubt", "uphold", "end"])
def test_what_cannot_be_decided_leads_back(browser, small_house, agreed, path):
    decided(small_house, end, agreed, ENDED)
    browser.open(f"/records/{agreed}/{path}")

    assert browser.path == f"/records/{agreed}"
    assert "Samtycket är avslutat." in browser.text


def test_a_second_reminder_leads_back_and_says_why(browser, small_house):
    record_id = asked(small_house)
    page = f"/records/{record_id}/people/{person(small_house, record_id).id}/remind"
    for _ in range(2):
        browser.open(f"/records/{record_id}").send(to=page)

    assert browser.path == f"/records/{record_id}"
    assert "hs-notice--help" in browser.html
    assert "En påminnelse gick i väg nyss." in browser.text


def test_a_wrong_address_stands_open_with_its_error(browser, small_house):
    record_id = asked(small_house)
    sara = one(small_house, record_id)
    page = f"/records/{record_id}/deliveries/{sara.delivery.id}/resend"
    browser.open(f"/records/{record_id}").send({"email": "sara"}, to=page)

    assert browser.status == 422
    assert f"email-{sara.delivery.id}" in browser.problems
    assert re.search(rf'id="more-{sara.id}" open', browser.html)


def test_a_scan_comes_with_the_answer_and_is_kept(browser, small_house):
    record_id = asked(small_house)
    page = f"/records/{record_id}/people/{person(small_house, record_id).id}/answer"
    given = {f"choices-{n}-answer": "yes" for n in range(3)} | {"route": "paper"}
    browser.open(page).send({**given, "file": (BytesIO(b"MZ"), PICTURE)}, to=page)
    assert "file" in browser.problems

    browser.send({**given, "choices-0-answer": None, "file": _picture()}, to=page)
    assert browser.status == 422
    [file] = filed(small_house, record_id)[0]
    assert f'value="{file.id}" selected' in browser.html

    browser.send(given, to=page)
    assert one(small_house, record_id).given.scan == file.id
    assert len(filed(small_house, record_id)[0]) == 1


def test_a_withdrawal_says_whether_it_is_of_all(browser, small_house, agreed):
    page = f"/records/{agreed}/people/{person(small_house, agreed).id}/withdrawal"
    browser.open(page).send({"route": "oral"}, to=page)
    assert "what" in browser.problems
    browser.send({"route": "oral", "what": "some"}, to=page)
    assert "parties" in browser.problems
    assert not one(small_house, agreed).given.is_withdrawal

    browser.send({"route": "oral", "what": "some", "parties": "2"}, to=page)
    assert seen(small_house, agreed).state == ConsentState.PARTIAL


def test_a_receipt_is_handed_to_who_gets_no_mail_and_has_a_name(browser, small_house):
    guardians = answers()["guardians"]
    guardians[0] |= {"on_paper": True, "email": ""}
    record_id = asked(small_house, guardians=guardians)
    record(small_house, record_id, SARA, *YES)
    small_house.work()
    browser.open(f"/records/{record_id}")

    assert browser.text.count("lämna över kvittot") == 1
    [address] = re.findall(r'href="([^"]+/kept/[^"]+)" download>Skriv ut', browser.html)
    named = browser.open(address).page.headers["Content-Disposition"]
    assert "kvitto-BUN-2026-0142-SL-" in named


def _picture():
    content = BytesIO()
    blank().resize((90, 127)).save(content, "PNG")
    return BytesIO(content.getvalue()), PICTURE
