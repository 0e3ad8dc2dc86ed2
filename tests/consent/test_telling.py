"""Everybody is told what they may know, once, and nobody what another has chosen."""

import pytest

from service.actions.consent.clock import turn_pages
from service.actions.consent.happening import follow_up
from service.actions.submitting import submit
from service.core.actor import SYSTEM
from service.core.consent import Happened
from service.store import consents, organisations
from service.store.consents import NewEvent
from service.store.tables.register import AccountRow
from tests.consent import asking
from tests.consent.asking import (
    KARIM,
    SARA,
    answer,
    answers,
    asked,
    case_of,
    take_back,
)
from tests.consent.copies import mailed
from tests.house import NOW

YES, NO = ("yes", "yes", "yes"), ("no", "no", "no")
PARTIES = ["barn-familj@example.se", "elevhalsan@example.se"]
OWNER, SARAS = ["ida.broman@example.se"], ["sara.lindgren@example.se"]
LOOK, DONE = "A consent needs you", "A consent has the answers it needs"
OVER, APPLIES = "A consent has ended or changed", "A consent has changed"
COMPLETE, RECEIPT = "All have answered", "Your answer has been received"


def both_say(house, *said, **changes):
    record_id = asked(house, **changes)
    for name, given in zip((SARA, KARIM), said, strict=False):
        answer(house, record_id, name, *given)
        house.work()
    return record_id


def test_when_all_have_said_yes_each_is_told_once(house):
    both_say(house, YES, YES)

    assert mailed(house, DONE) == OWNER
    assert mailed(house, APPLIES) == PARTIES
    assert mailed(house, COMPLETE) == SARAS
    assert mailed(house, RECEIPT) == SARAS
    assert mailed(house, RECEIPT, "ar") == ["karim.haddad@example.se"]
    assert mailed(house, LOOK) == []


def test_no_mail_names_the_child_or_says_what_was_chosen(small_house):
    record_id = both_say(small_house, YES, YES)
    take_back(small_house, record_id, KARIM)
    small_house.work()

    for mail in small_house.mails():
        assert "Alma" not in mail.as_string()
        assert "Sara Lindgren" not in mail.get_body(("plain",)).get_content()
        assert list(mail.iter_attachments()) == []


def test_one_answer_of_two_is_told_to_nobody_but_who_gave_it(small_house):
    both_say(small_house, YES)

    assert mailed(small_house, RECEIPT) == SARAS
    for subject in (DONE, APPLIES, COMPLETE, LOOK, OVER):
        assert mailed(small_house, subject) == []


@pytest.mark.parametrize(
    "said", [(NO,), (("yes", "no", "no"), ("no", "yes", "yes"))], ids=["no", "conflict"]
)
def test_the_owner_is_told_at_once_of_what_needs_a_person(small_house, said):
    both_say(small_house, *said)

    assert mailed(small_house, LOOK) == OWNER
    assert mailed(small_house, DONE) == []
    assert mailed(small_house, APPLIES) == []


def test_a_party_is_told_when_its_own_part_changes_and_no_other(small_house):
    record_id = both_say(small_house, YES, YES)

    take_back(small_house, record_id, KARIM, "2")
    small_house.work()
    assert mailed(small_house, APPLIES) == sorted([*PARTIES, PARTIES[0]])
    assert mailed(small_house, OVER) == OWNER

    take_back(small_house, record_id, KARIM)
    small_house.work()
    assert mailed(small_house, APPLIES) == sorted([*PARTIES, *PARTIES])


def test_a_new_question_ends_what_applied_for_those_who_were_told(small_house):
    record_id = both_say(small_house, YES, YES)
    told = len(mailed(small_house, APPLIES))

    asked_anew(small_house, record_id, purpose="Ett nytt syfte.")
    assert turn_pages(small_house.tools, now=NOW) == 1
    assert turn_pages(small_house.tools, now=NOW) == 0
    small_house.work()

    assert len(mailed(small_house, APPLIES)) == told + len(PARTIES)


def test_a_question_or_a_wish_for_paper_reaches_the_owner(small_house):
    record_id = asked(small_house)
    wishes = (Happened.QUESTION, Happened.PAPER_WANTED, Happened.SCANNED)
    for happened in (*wishes, Happened.BOUNCED):
        note(small_house, record_id, happened)
    small_house.work()

    assert mailed(small_house, LOOK) == OWNER * 4


def test_who_may_not_sign_in_any_more_is_told_nothing_the_organisation_is(small_house):
    record_id = asked(small_house)
    with small_house.tools.begin(SYSTEM) as work:
        work.session.get_one(AccountRow, small_house.actor.account_id).disabled_at = NOW
        owner = organisations.get(work.session, small_house.actor.organisation_id).email
    note(small_house, record_id, Happened.QUESTION)
    small_house.work()

    assert mailed(small_house, LOOK) == [owner]


def test_one_person_in_two_parts_gets_one_mail_and_two_in_one_mailbox_get_two(
    small_house,
):
    """DOMAIN C10, and the couple who share an address."""
    shared = {**answers()["guardians"][0], "email": "ida.broman@example.se"}
    ida = {**shared, "name": "Ida Broman"}
    karim = answers()["guardians"][1]
    record_id = asked(small_house, guardians=[ida, karim])
    answer_as(small_house, record_id, "Ida Broman")
    answer(small_house, record_id, KARIM, *YES)
    small_house.work()

    assert mailed(small_house, DONE) == OWNER
    assert mailed(small_house, COMPLETE) == []

    other = asked(small_house, guardians=[shared, karim])
    answer(small_house, other, SARA, *YES)
    answer(small_house, other, KARIM, *YES)
    small_house.work()
    assert mailed(small_house, COMPLETE) == OWNER


def answer_as(house, record_id, name):
    asking.LANGUAGE[name] = "sv"
    answer(house, record_id, name, *YES)


def note(house, record_id, happened):
    case = case_of(house, record_id)
    with house.tools.begin(SYSTEM) as work:
        row = consents.lock(work, record_id)
        new = NewEvent(happened=happened, by="test", participant=case.participants[0])
        event = consents.add_event(work, row, new, box=case.box, now=NOW)
        follow_up(work, event.id, row)


def asked_anew(house, record_id, **changes):
    request = {"answers": answers(**changes), "sending": {}, "now": NOW}
    submit(house.tools, house.actor, kind="consent", record_id=record_id, **request)
