"""What somebody asks is answered once, and told to nobody but whoever asked."""

from datetime import timedelta

import pytest

from service.actions.consent.asking_back import ask_back
from service.actions.consent.board import waiting_consents
from service.actions.consent.doubting import end
from service.actions.consent.guardian_view import visit_of
from service.actions.consent.replying import reply
from service.actions.consent.waiting import Wait
from service.actions.drafts import correct
from service.actions.noticing import SUBJECTS, NoticeKind
from service.actions.resending import resend
from service.actions.submitting import submit_draft
from service.core.consent import Happened
from service.core.errors import Forbidden, Invalid, NotFound, Refused
from tests.consent.asking import (
    KARIM,
    LANGUAGE,
    SARA,
    answer,
    asked,
    let_in,
    token_of,
)
from tests.consent.desk import YES, one, seen
from tests.house import NOW
from tests.links import HERE

ASKS, SAYS = "Vem ser svaret?", "Bara vi som arbetar med frågan."
IN_WRITING = {"way": "page", "text": SAYS}
BY_PHONE = {"way": "phone", "text": "Ringde i går kväll."}


@pytest.fixture
def consent(small_house):
    record_id = asked(small_house)
    ask(small_house, record_id, SARA)
    return record_id


def ask(house, record_id, name, text=ASKS, *, token=None):
    token = let_in(house, token or token_of(house, record_id, name))
    said = {"browser": HERE, "language": LANGUAGE[name], "now": NOW}
    ask_back(house.tools, token, {"text": text}, **said)
    house.work()
    return token


def reply_to(house, record_id, given, *, number=None, actor=None, now=NOW):
    [first, *_] = seen(house, record_id).questions
    number = number or first.number
    reply(house.tools, actor or house.actor, record_id, number, given, now=now)
    house.work()


def on_page(house, record_id, name, *, token=None):
    """Return what stands under the questions of whoever holds this link."""
    token = token or token_of(house, record_id, name)
    return visit_of(house.tools, token, browser=HERE, now=NOW).questions


def told(house):
    """Return the mails that say that a question has been answered."""
    subjects = {
        house.tools.speak(code)(SUBJECTS[NoticeKind.CONSENT_REPLY])
        for code in ("sv", "ar")
    }
    return [mail for mail in house.mails() if mail["Subject"] in subjects]


def mailed(mail):
    return mail.get_body(("plain",)).get_content()


def waits(house):
    found = waiting_consents(house.tools, house.actor, now=NOW)
    return [line.why for line in found]


def test_the_answer_stands_under_the_question_of_whoever_asked(small_house, consent):
    reply_to(small_house, consent, IN_WRITING)

    [mine] = on_page(small_house, consent, SARA)
    assert (mine.text, mine.reply) == (ASKS, SAYS)
    assert one(small_house, consent).questions[0].reply.text == SAYS


def test_the_other_guardian_sees_neither(small_house, consent):
    reply_to(small_house, consent, IN_WRITING)
    ask(small_house, consent, KARIM, "ماذا يحدث؟")

    [theirs] = on_page(small_house, consent, KARIM)
    assert theirs.text == "ماذا يحدث؟"
    assert theirs.replied_at is None


def test_the_mail_leads_to_the_page_and_says_nothing_of_it(small_house, consent):
    reply_to(small_house, consent, IN_WRITING)

    [mail] = told(small_house)
    assert mail["To"].addresses[0].addr_spec == "sara.lindgren@example.se"
    assert token_of(small_house, consent, SARA) in mailed(mail)
    for said in ("Alma", ASKS, SAYS):
        assert said not in mail.as_string() + mailed(mail)


def test_a_note_of_a_call_is_for_staff_alone(small_house, consent):
    reply_to(small_house, consent, BY_PHONE)

    [mine] = on_page(small_house, consent, SARA)
    assert mine.replied_at == NOW
    assert mine.reply == ""
    assert told(small_house) == []
    assert one(small_house, consent).questions[0].reply.text == BY_PHONE["text"]


@pytest.mark.parametrize("given", [IN_WRITING, BY_PHONE, {"way": "meeting"}])
def test_it_waits_on_the_board_until_it_is_answered(small_house, consent, given):
    assert waits(small_house) == [Wait.QUESTION]
    assert one(small_house, consent).waits_for_reply

    reply_to(small_house, consent, given)

    assert waits(small_house) == []
    assert not one(small_house, consent).waits_for_reply


def test_it_waits_though_all_have_answered_and_though_it_is_over(small_house, consent):
    for name in (SARA, KARIM):
        answer(small_house, consent, name, *YES)
    assert waits(small_house) == [Wait.QUESTION]

    why = {"note": "Planen är avslutad."}
    end(small_house.tools, small_house.actor, consent, why, now=NOW)
    assert waits(small_house) == [Wait.QUESTION]
    reply_to(small_house, consent, IN_WRITING)
    assert waits(small_house) == []


def test_each_of_two_questions_wants_an_answer_of_its_own(small_house, consent):
    ask(small_house, consent, SARA, "Och hur länge?")
    first, second = seen(small_house, consent).questions

    reply_to(small_house, consent, BY_PHONE, number=second.number)

    assert waits(small_house) == [Wait.QUESTION]
    assert [q.replied_at for q in on_page(small_house, consent, SARA)] == [None, NOW]
    reply_to(small_house, consent, IN_WRITING, number=first.number)
    assert waits(small_house) == []


def test_the_same_words_are_a_new_question_once_they_were_answered(
    small_house, consent
):
    ask(small_house, consent, SARA)
    assert len(seen(small_house, consent).questions) == 1

    reply_to(small_house, consent, IN_WRITING)
    ask(small_house, consent, SARA)
    assert len(seen(small_house, consent).questions) == 2


def test_it_is_answered_once_and_in_one_way(house):
    record_id = asked(house)
    ask(house, record_id, SARA)
    for _ in "12":
        reply_to(house, record_id, IN_WRITING)

    with pytest.raises(Refused):
        reply_to(house, record_id, BY_PHONE)
    happened = [event.happened for event in seen(house, record_id).events]
    assert happened.count(Happened.REPLIED) == 1
    assert len(told(house)) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "way"),
        ({"way": "pigeon", "text": SAYS}, "way"),
        ({"way": "page"}, "text"),
        ({"way": "page", "text": "x" * 4_001}, "text"),
    ],
)
def test_half_an_answer_is_told_at_its_field(small_house, consent, given, field):
    with pytest.raises(Invalid) as refused:
        reply_to(small_house, consent, given)

    assert list(refused.value.problems) == [field]


def test_nobody_answers_where_nobody_can_read_it(small_house, consent):
    sara = one(small_house, consent)
    mend = {"email": "sara@example.se", "now": NOW}
    resend(small_house.tools, small_house.actor, sara.delivery.id, **mend)
    reply_to(small_house, consent, IN_WRITING)  # at the new address

    ask(small_house, consent, SARA, "Ännu en?")
    number = seen(small_house, consent).questions[-1].number
    much_later = NOW + timedelta(days=400)
    with pytest.raises(Invalid) as refused:
        reply_to(small_house, consent, IN_WRITING, number=number, now=much_later)
    assert list(refused.value.problems) == ["way"]
    reply_to(small_house, consent, BY_PHONE, number=number, now=much_later)


def test_a_question_outlives_what_is_asked_anew(small_house, consent):
    token = token_of(small_house, consent, SARA)
    draft = correct(small_house.tools, small_house.actor, consent, now=NOW)
    submit_draft(small_house.tools, small_house.actor, draft.id, now=NOW)
    small_house.work()

    assert one(small_house, consent).questions == ()
    [earlier] = seen(small_house, consent).earlier_questions
    assert waits(small_house) == [Wait.QUESTION]
    reply_to(small_house, consent, IN_WRITING, number=earlier.number)

    assert on_page(small_house, consent, SARA, token=token)[0].reply == SAYS
    assert token in mailed(told(small_house)[0])
    assert seen(small_house, consent).earlier_questions == ()


def test_who_only_reads_answers_nothing_and_of_another_consent_there_is_none(
    small_house, consent
):
    number = seen(small_house, consent).questions[0].number
    stranger = small_house.actor_of("maja.lind")
    with pytest.raises(Forbidden):
        reply_to(small_house, consent, IN_WRITING, actor=stranger)
    for wrong in (number + 1, 1):
        with pytest.raises(NotFound):
            reply_to(small_house, consent, IN_WRITING, number=wrong)


def test_what_was_said_lies_sealed(small_house, consent):
    reply_to(small_house, consent, IN_WRITING)

    for table in ("consent_event", "audit_event", "notice", "job"):
        with small_house.engine.connect() as connection:
            kept = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
        assert kept
        assert SAYS not in str(kept)
        assert ASKS not in str(kept)
