"""Answering by the page: one answer, a receipt, and a way back that is as short."""

import pytest

from service.actions.links import make_token
from service.core.consent import Happened, Route
from service.core.consent_state import ConsentState
from service.store import consents
from service.web import create_app
from tests.consent.asking import KARIM, SARA, case_of
from tests.consent.reading import asked_today, come_in, guardian, say, signed
from tests.web.browser import Browser, form_on

YES = ("yes", "yes", "yes")
SOME = ("yes", "partly schooling", "no")
DRAWN = "[[[10,20],[30,40]],[[5,5]]]"


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


@pytest.fixture
def sara(small_house, app, consent):
    return guardian(small_house, app, consent, SARA)


def test_both_answer_and_it_applies(house):
    app, record = create_app(house.tools), asked_today(house)

    assert say(guardian(house, app, record, SARA), SARA, *YES).status == 200
    assert say(guardian(house, app, record, KARIM), KARIM, *YES).status == 200

    assert case_of(house, record).row.state == ConsentState.VALID


def test_the_receipt_says_what_was_answered(sara):
    say(sara, SARA, *SOME, exclusions="Flytten", drawing=DRAWN)

    assert sara.path == "/c"
    for said in ("Tack, ditt svar är sparat", "Flytten", "Sara Lindgren", "BUN-2026"):
        assert said in sara.text
    assert "Socialtjänsten, barn och familj Skolgång och frånvaro Delvis" in sara.text
    assert "Vi väntar på svar från 1 person till" in sara.text
    assert '<path d="M10 20L30 40"/>' in sara.html


def test_the_same_page_twice_is_one_answer_and_one_receipt(small_house, consent, sara):
    form = form_on(sara.html, "/c/answer").fields
    posted = {**form, **signed(SARA, *YES)}

    answers = [sara.client.post("/c/answer", data=posted) for _ in "12"]

    assert [one.headers["Location"] for one in answers] == ["/c", "/c"]
    assert events(small_house, consent).count(Happened.ANSWERED) == 1


def test_a_changed_mind_is_one_more_answer(small_house, consent, sara):
    say(sara, SARA, *YES, exclusions="Flytten")
    sara.open("/c/answer")
    assert sara.html.count(" checked") == len(YES)  # one's own answer is at hand
    assert "Flytten" in sara.html  # and nothing that was written is lost by it

    say(sara, SARA, "no", "no", "no")

    assert events(small_house, consent).count(Happened.ANSWERED) == 2
    assert "Det finns inget samtycke" in sara.text


def test_an_older_page_sent_again_loses_nothing_that_was_written_since(
    small_house, consent, sara
):
    older = form_on(sara.html, "/c/answer").fields
    say(sara, SARA, *YES, exclusions="Flytten")
    page = sara.client.post("/c/answer", data={**older, **signed(SARA, *YES[:2], "no")})

    assert page.status_code == 422
    assert "Flytten" in str(form_on(page.text, "/c/answer").fields["exclusions"])


def test_all_is_taken_back_with_one_press_and_no_reason(small_house, consent, sara):
    say(sara, SARA, *YES)

    sara.send({"what": "all"}, to="/c/withdrawal")

    assert "Du har tagit tillbaka ditt ja" in sara.text
    assert case_of(small_house, consent).row.state == ConsentState.WITHDRAWN
    [last] = case_of(small_house, consent).events[-1:]
    assert (last.happened, last.route) == (Happened.WITHDRAWN, Route.LINK)


def test_some_is_taken_back_and_the_rest_stays(small_house, consent, sara):
    say(sara, SARA, *YES)

    sara.send({"what": "some", "parties": ["1"]}, to="/c/withdrawal")

    case = case_of(small_house, consent)
    [(_, left)] = [(one.by, one.allowed) for one in said(case)[-1:]]
    assert {cell.party for cell in left} == {1, 2}
    assert sara.text.count("Taget tillbaka") == 1


@pytest.mark.parametrize(
    ("posted", "field"),
    [({}, "what"), ({"what": "some"}, "parties"), ({"what": "x"}, "what")],
)
def test_what_is_taken_back_must_be_said(small_house, consent, sara, posted, field):
    say(sara, SARA, *YES)

    sara.send(posted, to="/c/withdrawal")

    assert sara.status == 422
    assert list(sara.problems) == [field]
    assert events(small_house, consent)[-1] == Happened.ANSWERED


def test_a_question_reaches_the_staff_sealed_and_once(small_house, consent, sara):
    for _ in "12":
        sara.open("/c/question").send({"text": "Vem är Maria?"}, to="/c/question")
        assert sara.path == "/c/question/sent"

    case = case_of(small_house, consent)
    [asked] = [one for one in case.events if one.happened == Happened.QUESTION]
    assert consents.told(case.box, asked)["text"] == "Vem är Maria?"
    assert b"Maria" not in asked.sealed


def test_an_empty_question_is_none(small_house, consent, sara):
    sara.open("/c/question").send({"text": " "}, to="/c/question")

    assert sara.status == 422
    assert list(sara.problems) == ["text"]
    assert Happened.QUESTION not in events(small_house, consent)


def test_paper_is_asked_for_once_and_not_by_a_mere_press(small_house, consent, sara):
    assert sara.open("/c/question").send(to="/c/paper").status == 422
    for _ in "12":
        sara.open("/c/question").send({"wanted": "true"}, to="/c/paper")

    assert sara.path == "/c/paper/sent"
    assert events(small_house, consent).count(Happened.PAPER_WANTED) == 1


def test_the_receipt_can_be_saved_once_it_is_made(small_house, sara):
    say(sara, SARA, *YES)
    assert "Ditt kvitto görs nu" in sara.text
    assert sara.open("/c/files/pdf").status == 404

    small_house.work()

    assert "Spara ditt svar" in sara.open("/c").text
    assert sara.open("/c/files/pdf").page.data.startswith(b"%PDF-")
    assert sara.open("/c/files/json").page.is_json


def test_a_child_answers_in_words_of_its_own(small_house, app):
    record = asked_today(
        small_house,
        child_decides=True,
        child_policy="Från 12 år, enligt riktlinjen.",
        child_email="alma@example.se",
    )
    case = case_of(small_house, record)
    [child] = [one for one in case.participants if one.role == "child"]
    alma = come_in(
        small_house, Browser(app.test_client()), child_token(small_house, child)
    )

    assert "Får vi prata med varandra om dig?" in alma.text
    say(alma, "Alma Haddad Lindgren", *YES, voice="Jag vill vara med på mötet.")

    assert "Jag vill vara med på mötet." in alma.text


def child_token(house, child) -> str:
    return make_token(child.delivery_id, house.settings.secret_key)


def said(case):
    return consents.said(case.box, case.events, revision=case.row.revision)


def events(house, record_id):
    return [one.happened for one in case_of(house, record_id).events]
