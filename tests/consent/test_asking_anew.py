"""A question that is asked anew goes to where people are reached now."""

from service.actions.drafts import correct
from service.actions.resending import resend
from service.actions.submitting import submit_draft
from tests.consent.asking import KARIM, SARA, answers, asked
from tests.consent.desk import one
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
