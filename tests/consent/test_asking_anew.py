"""A question that is asked anew goes to where people are reached now."""

from functools import partial

from service.actions.consent.saying import TextChanged
from service.actions.drafts import correct
from service.actions.resending import resend
from service.actions.submitting import submit_draft
from service.core.consent_state import ConsentState
from service.core.errors import Refused
from service.core.jobs import JobKind
from tests.consent.asking import (
    KARIM,
    SARA,
    answers,
    asked,
    case_of,
    let_in,
    token_of,
)
from tests.consent.desk import one
from tests.consent.test_at_once import asked_quietly, at_once, signing
from tests.house import NOW

RIGHT = "sara.nya@example.se"


def test_a_corrected_address_stands_in_what_is_asked_anew(house):
    record_id = asked(house)
    wrong = one(house, record_id).delivery
    resend(house.tools, house.actor, wrong.id, email=RIGHT, now=NOW)
    house.work()

    draft = correct(house.tools, house.actor, record_id, now=NOW)
    asked_of = [guardian["email"] for guardian in draft.answers["guardians"]]
    assert asked_of == [RIGHT, "karim.haddad@example.se"]

    submit_draft(house.tools, house.actor, draft.id, now=NOW)
    house.work()
    assert one(house, record_id).delivery.email == RIGHT
    assert one(house, record_id, KARIM).delivery.email == "karim.haddad@example.se"


def test_the_childs_address_follows_too(small_house):
    said = {"child_decides": True, "child_policy": "Mognad", "child_identity": ""}
    record_id = asked(small_house, **said, child_email="alma@example.se")
    child = one(small_house, record_id, "Alma Haddad Lindgren").delivery
    mend = {"email": "alma.ny@example.se", "now": NOW}
    resend(small_house.tools, small_house.actor, child.id, **mend)

    draft = correct(small_house.tools, small_house.actor, record_id, now=NOW)
    assert draft.answers["child_email"] == "alma.ny@example.se"


def test_who_has_no_mail_gets_none_by_it(small_house):
    guardians = answers()["guardians"]
    guardians[0] |= {"on_paper": True, "email": ""}
    record_id = asked(small_house, guardians=guardians)

    draft = correct(small_house.tools, small_house.actor, record_id, now=NOW)
    assert draft.answers["guardians"][0]["email"] == ""
    assert draft.answers["guardians"][0]["name"] == SARA


def test_an_old_link_that_is_opened_late_opens_no_new_question(small_house):
    record_id = asked(small_house)
    old = token_of(small_house, record_id, SARA)
    ask_anew(small_house, record_id)

    let_in(small_house, old)

    assert case_of(small_house, record_id).row.state == ConsentState.SENT


def test_what_was_not_mailed_yet_is_mailed_once_as_it_is_asked_now(small_house):
    record_id = asked_quietly(small_house)
    small_house.work(JobKind.RENDER)
    ask_anew(small_house, record_id)

    told = [mail["To"].addresses[0].addr_spec for mail in small_house.mails()]
    assert sorted(told) == ["karim.haddad@example.se", "sara.lindgren@example.se"]


def test_what_was_not_drawn_yet_is_mailed_once_as_well(small_house):
    record_id = asked_quietly(small_house)
    ask_anew(small_house, record_id)

    assert len(small_house.mails()) == 2


def test_an_answer_and_a_question_asked_anew_at_once_wait_for_each_other(house):
    """Whichever comes first, neither fails. Mutant: the record is locked first."""
    for _ in range(3):
        record_id = asked_quietly(house)
        sign = signing(house, record_id, SARA)
        draft = correct(house.tools, house.actor, record_id, now=NOW)

        heard = at_once([tried(sign), partial(submitted, house, draft)])

        assert heard[0] in (None, TextChanged)
        assert heard[1].revision == 2


def ask_anew(house, record_id):
    draft = correct(house.tools, house.actor, record_id, now=NOW)
    submitted(house, draft)
    house.work()


def submitted(house, draft):
    return submit_draft(house.tools, house.actor, draft.id, now=NOW)


def tried(press):
    """Return what presses, and tells by which word it was refused, if it was."""

    def do():
        try:
            press()
        except Refused as problem:
            return type(problem)
        return None

    return do
