"""The question as it is read, and what is kept when an answer cannot be taken in."""

import re
from datetime import timedelta

import pytest

from service.actions.consent.doubting import end
from service.actions.submitting import submit
from service.core.consent import Happened
from service.core.day import home_day
from tests.consent.asking import KARIM, SARA, answers, asked, case_of, token_of
from tests.consent.reading import asked_today, guardian, say, signed
from tests.links import clock
from tests.web.browser import form_on

YES = ("yes", "yes", "yes")


@pytest.fixture
def consent(small_house):
    return asked_today(small_house)


@pytest.fixture
def sara(small_house, app, consent):
    return guardian(small_house, app, consent, SARA)


@pytest.fixture
def karim(small_house, app, consent):
    return guardian(small_house, app, consent, KARIM)


def test_it_says_who_what_why_and_how_long(sara):
    for said in (
        "Ekbackens skola, elevhälsan",
        "Skolkurator och rektor",
        "Psykisk hälsa",
        "Vi vill samordna stödet",
        "Tidigare adresser",
        "Alma vill att det blir lugnare",
        "Centrala elevhälsan, Ekdalens kommun",
        "031-390 06 05",
    ):
        assert said in sara.text


def test_nothing_is_chosen_beforehand(sara):
    fields = form_on(sara.html, "/c/answer").fields

    assert not [name for name in fields if name.startswith("choices")]
    assert "statement" not in fields
    assert fields["name"] == [""]


def test_yes_partly_and_no_look_alike(sara):
    first = sara.html.split("hs-answer")[1].split("<fieldset")[0]

    assert len(set(re.findall(r'<label class="([^"]+)"', first))) == 1


def test_swedish_stands_beside_another_language_and_not_beside_itself(sara, karim):
    assert "Får vi prata med varandra om" in karim.text
    assert 'class="hs-pair"' in karim.html
    assert 'lang="sv" dir="ltr">Ja</span>' in karim.html
    assert "hs-sv" not in sara.html
    assert 'class="hs-pair"' not in sara.html


def test_it_says_whether_the_translation_has_been_reviewed(sara, karim):
    unread = "Ingen som kan språket har granskat översättningen än."

    assert unread in karim.text
    assert unread not in sara.text


def test_an_empty_answer_is_told_field_by_field(small_house, consent, sara):
    sara.send(to="/c/answer")

    assert sara.status == 422
    assert list(sara.problems) == [
        "choices-0-answer",
        "choices-1-answer",
        "choices-2-answer",
        "name",
        "statement",
    ]
    assert all(f'id="{field}"' in sara.html for field in sara.problems)
    assert Happened.ANSWERED not in happened(small_house, consent)


def test_what_was_typed_is_still_there(sara):
    say(sara, "", "yes", "partly social", exclusions="Flytten & <b>skolan</b>")

    fields = form_on(sara.html, "/c/answer").fields
    assert sara.status == 422
    assert fields["choices-0-answer"] == ["yes"]
    assert fields["choices-1-information"] == ["social"]
    assert fields["exclusions"] == ["Flytten & <b>skolan</b>"]
    assert fields["statement"] == ["true"]


def test_partly_needs_something_ticked(sara):
    say(sara, SARA, "yes", "partly", "no")

    assert sara.status == 422
    assert list(sara.problems) == ["choices-1-information"]


def test_a_name_that_is_not_theirs_is_no_signature(small_house, consent, sara):
    say(sara, "Test Testsson", *YES)

    assert sara.problems == {"name": "Skriv ditt namn som det står här: Sara Lindgren."}
    assert Happened.ANSWERED not in happened(small_house, consent)


@pytest.mark.parametrize(
    "drawing", ["x", "[[[1,2],[3,999]]]", '[["<a>"]]', "[" * 9_000]
)
def test_a_drawing_that_is_none_is_not_taken(sara, drawing):
    say(sara, SARA, *YES, drawing=drawing)

    assert sara.status == 422
    assert list(sara.problems) == ["drawing"]


def test_a_text_that_has_changed_is_read_again(small_house, consent, sara):
    say(sara, SARA, *YES, shown="0" * 64)

    assert sara.status == 409
    assert "Texten har ändrats" in sara.text
    assert Happened.ANSWERED not in happened(small_house, consent)
    assert sara.open("/c/answer").status == 200


def test_a_question_asked_anew_sends_them_to_the_new_mail(small_house, consent, sara):
    ask_anew(small_house, consent)

    say(sara, SARA, *YES)

    assert sara.status == 409
    assert "Ett nytt mejl är på väg" in sara.text
    assert Happened.ANSWERED not in happened(small_house, consent)
    assert sara.open("/c").status == 409


def test_who_is_not_asked_any_more_is_promised_no_mail(small_house, consent, sara):
    ask_anew(small_house, consent, guardians=answers()["guardians"][1:])

    assert "Det kommer inget mejl om den" in sara.open("/c").text
    assert "på väg" not in sara.text


def test_nor_is_anybody_once_what_was_asked_anew_is_off(small_house, consent, sara):
    ask_anew(small_house, consent)
    why = {"note": "Behövs inte"}
    end(small_house.tools, small_house.actor, consent, why, now=clock())

    assert "Det kommer inget mejl om den" in sara.open("/c").text


def test_an_old_link_shows_nothing_of_what_is_asked_now(small_house, consent, sara):
    """They may not be a guardian any more: that may be what was corrected."""
    ask_anew(small_house, consent)

    for address in ("/c", "/c/answer", "/c/question"):
        assert "Ett annat syfte" not in sara.open(address).html
    for address in ("/c/answer", "/c/withdrawal"):
        sara.open("/c/question").post(address, {"link": mark_on(sara)})
        assert sara.status in (409, 422)
        assert "Ett annat syfte" not in sara.html


def test_what_has_run_out_cannot_be_answered(small_house, app):
    yesterday = home_day(clock()) - timedelta(days=1)
    record = asked(
        small_house, now=clock() - timedelta(days=3), valid_to=yesterday.isoformat()
    )
    sara = guardian(small_house, app, record, SARA)

    assert sara.status == 409
    assert "Frågan är avslutad" in sara.text


def test_a_form_of_another_link_is_nobodys_answer(small_house, app, consent, sara):
    """A family's tablet: hers was open in one tab when he opened his in another."""
    hers = form_on(sara.html, "/c/answer").fields
    sara.open(f"/c/{token_of(small_house, consent, KARIM)}")

    sara.page = sara.client.post("/c/answer", data={**hers, **signed(SARA, *YES)})

    assert sara.status == 409
    assert "En annan länk är öppen" in sara.text
    assert Happened.ANSWERED not in happened(small_house, consent)


def test_a_press_without_our_token_does_nothing(small_house, consent, sara):
    for address in ("answer", "withdrawal", "question", "paper", "codes", "code"):
        said = {"name": SARA, "wanted": "true", "text": "x", "what": "all"}
        assert sara.client.post(f"/c/{address}", data=said).status_code == 400

    assert happened(small_house, consent)[-1] == Happened.OPENED


def test_a_scanner_that_gets_in_and_presses_every_button_says_nothing(
    small_house, consent, sara
):
    """L3: it fills in what the pages fill in, which is nothing."""
    before = happened(small_house, consent)
    for address in ("/c", "/c/answer", "/c/question"):
        for action in re.findall(r'action="(/c[^"]*)"', sara.open(address).html):
            form = form_on(sara.open(address).html, action)
            assert sara.client.post(action, data=form.fields).status_code == 422

    assert happened(small_house, consent) == before


def mark_on(browser) -> str:
    return form_on(browser.html, "/c/question").fields["link"][0]


def ask_anew(house, record_id, **changes) -> None:
    submit(
        house.tools,
        house.actor,
        kind="consent",
        answers=answers(purpose="Ett annat syfte.", **changes),
        sending={},
        record_id=record_id,
        now=clock(),
    )


def happened(house, record_id):
    return [one.happened for one in case_of(house, record_id).events]
