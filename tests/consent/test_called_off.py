"""What staff end before all have answered was called off, and it says so everywhere."""

import pytest

from service.actions.consent.doubting import end
from service.actions.submitting import submit
from service.core.consent_state import ConsentState
from service.web import create_app
from service.web.following.cells import OFF, tag_of
from service.web.following.shown import stands
from service.web.following.wording import NEVER_ASKED
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
from tests.consent.desk import NO, YES, seen
from tests.consent.reading import asked_today, guardian, say
from tests.house import NOW
from tests.links import clock
from tests.web.browser import Browser

WHY = {"note": "Familjen har flyttat"}
TO_STAFF, TO_ASKED = "A consent was called off", "You need not answer any more"


def test_only_before_all_have_answered_is_it_called_off(small_house):
    early, late = asked(small_house), asked(small_house)
    for record_id, names in ((early, [SARA]), (late, [SARA, KARIM])):
        for name in names:
            answer(small_house, record_id, name, *YES)
        end(small_house.tools, small_house.actor, record_id, WHY, now=NOW)

    states = [case_of(small_house, one).row.state for one in (early, late)]
    assert states == [ConsentState.CALLED_OFF, ConsentState.EXPIRED]
    told = seen(small_house, early)
    verdicts = {v for party in told.parties for v in party.verdicts.values()}
    assert {tag_of(told, one, today=NOW.date()) for one in verdicts} == {OFF}


def test_those_who_were_asked_and_who_asked_are_told_in_its_own_words(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    end(small_house.tools, small_house.actor, record_id, WHY, now=NOW)
    small_house.work()

    assert mailed(small_house, TO_STAFF) == ["ida.broman@example.se"]
    assert mailed(small_house, TO_ASKED) == ["sara.lindgren@example.se"]
    assert mailed(small_house, TO_ASKED, "ar") == ["karim.haddad@example.se"]
    assert mailed(small_house, "A consent has ended or changed") == []


def test_who_was_never_asked_is_neither_asked_nor_told_that_it_is_off(small_house):
    tools, actor = small_house.tools, small_house.actor
    sent = submit(tools, actor, kind="consent", answers=answers(), sending={}, now=NOW)
    end(tools, actor, sent.record_id, WHY, now=NOW)
    small_house.work()

    told = [str(mail["To"]) for mail in small_house.mails()]
    assert all("ida.broman" in to for to in told)
    said = seen(small_house, sent.record_id)
    assert {stands(said)[one.stand] for one in said.deciders} == {NEVER_ASKED}


def test_pages_of_staff_and_guardians_say_so(small_house):
    app, record_id = create_app(small_house.tools), asked_today(small_house)
    sara = say(guardian(small_house, app, record_id, SARA), SARA, *YES)
    karim = guardian(small_house, app, record_id, KARIM)
    staff = Browser(app.test_client()).sign_in()
    staff.open(f"/records/{record_id}/end")
    assert "Ställ in frågan" in staff.text
    staff.send(WHY, to=f"/records/{record_id}/end")

    assert "innan alla hade svarat" in staff.text
    assert "Familjen har flyttat" in staff.text
    assert "Frågan är inställd." in sara.open("/c").text
    assert "أُلغي السؤال" in karim.open("/c").text
    assert "svara på papper" not in sara.text  # nobody needs to answer
    assert "svara på papper" not in karim.text
    assert "papper" not in sara.open("/c/question").text
    assert "du kan fortfarande säga ja" not in sara.text


@pytest.mark.parametrize("rule", ["all", "any"])
@pytest.mark.parametrize("said", [YES, NO, ()], ids=["yes", "no", "taken back"])
def test_who_has_not_answered_cannot_tell_by_it_what_another_said(
    small_house, said, rule
):
    record_id = asked_today(small_house, rule=rule, rule_reason="Beslut av nämnden.")
    answer(small_house, record_id, SARA, *(said or YES), now=clock())
    if not said:
        take_back(small_house, record_id, SARA, now=clock())
    app = create_app(small_house.tools)
    karim = guardian(small_house, app, record_id, KARIM)
    end(small_house.tools, small_house.actor, record_id, WHY, now=clock())
    small_house.work()

    assert "أُلغي السؤال" in karim.open("/c").text
    assert mailed(small_house, TO_ASKED, "ar") == ["karim.haddad@example.se"]


@pytest.mark.parametrize("said", [YES, NO], ids=["yes", "no"])
def test_where_one_is_enough_nobody_is_told_that_it_never_applied(small_house, said):
    record_id = asked_today(small_house, rule="any", rule_reason="Beslut av nämnden.")
    app = create_app(small_house.tools)
    sara = say(guardian(small_house, app, record_id, SARA), SARA, *said)
    end(small_house.tools, small_house.actor, record_id, WHY, now=clock())
    small_house.work()

    assert "Samtycket har slutat gälla." in sara.open("/c").text
    assert mailed(small_house, TO_ASKED) == []
