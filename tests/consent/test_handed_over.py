"""A consent lives longer than its case-worker: mails, lists and the contact follow."""

from service.actions.consent.asking_back import ask_back
from service.actions.consent.finding import SoughtConsents, list_consents
from service.actions.consent.guardian_view import visit_of
from service.actions.drafts import correct
from service.actions.handing_over import before_handing_over, hand_back
from service.actions.submitting import submit
from service.core.jobs import JobKind
from service.store.tables.handovers import HandoverRow
from tests.actions.handing import OVER_TO_YOU, give, shut_out
from tests.consent.asking import SARA, answers, asked, case_of, let_in, token_of
from tests.consent.asking import answer as let_answer
from tests.consent.copies import mailed
from tests.consent.desk import NO
from tests.house import NOW
from tests.jobs import rows
from tests.links import HERE

ALEX = "alex.winter"
LOOK = "A consent needs you"
ALEXS, IDAS = ["alex.winter@example.se"], ["ida.broman@example.se"]


def contact(house, record_id):
    token = let_in(house, token_of(house, record_id, SARA))
    return visit_of(house.tools, token, browser=HERE, now=NOW).contact


def asks(house, record_id, text="Vem ser svaret?"):
    token = let_in(house, token_of(house, record_id, SARA))
    ask_back(house.tools, token, {"text": text}, browser=HERE, language="sv", now=NOW)


def test_mails_to_its_owner_go_to_whoever_has_it_now(house):
    record_id = asked(house)
    give(house, record_id, ALEX)

    let_answer(house, record_id, SARA, *NO)
    house.work()

    assert mailed(house, LOOK, "en") == ALEXS
    assert mailed(house, LOOK) == []


def test_a_mail_on_its_way_follows_the_record(small_house):
    record_id = asked(small_house)
    asks(small_house, record_id)
    small_house.work(JobKind.CONSENT)  # it is written down, and has not left
    give(small_house, record_id, ALEX)
    small_house.work()

    assert mailed(small_house, LOOK) == ALEXS


def test_no_mail_of_a_handover_names_the_child_or_says_the_note(small_house):
    record_id = asked(small_house)
    give(small_house, record_id, ALEX, note="Alma vill vara med på mötet.")
    small_house.work()

    [mail] = [m for m in small_house.mails() if m["Subject"] == OVER_TO_YOU]
    said = "".join(
        part.get_content()
        for part in mail.walk()
        if part.get_content_maintype() == "text"
    )
    assert "Alma" not in said
    assert f"/records/{record_id}" in said


def test_lists_of_one_s_own_follow_and_say_who_asked(small_house):
    record_id = asked(small_house)
    give(small_house, record_id, ALEX)
    mine, alex = SoughtConsents(mine=True), small_house.actor_of(ALEX)

    assert (
        list_consents(small_house.tools, small_house.actor, mine, now=NOW).lines == ()
    )
    [line] = list_consents(small_house.tools, alex, mine, now=NOW).lines
    assert (line.asked_by, line.owner) == ("Ida Broman", "Alex Winter")


def test_what_waits_is_told_before_it_is_handed_over(small_house):
    record_id = asked(small_house)
    asks(small_house, record_id)

    seen = before_handing_over(small_house.tools, small_house.actor, record_id, now=NOW)

    along = seen.goes_along
    assert (along.questions, along.papers, along.reminders) == (1, 0, 2)
    assert seen.is_read_after is False


def test_guardians_see_the_new_contact_beside_a_question_that_stays(house):
    record_id = asked(house)
    before, was = case_of(house, record_id).model, contact(house, record_id)
    assert was.is_new is False

    give(house, record_id, ALEX, phone="019-123 45 67")

    now = contact(house, record_id)
    assert (now.name, now.email) == ("Alex Winter", "alex.winter@example.se")
    assert (now.phone, now.is_new) == ("019-123 45 67", True)
    assert case_of(house, record_id).model == before
    hand_back(house.tools, house.actor_of(ALEX), record_id, now=NOW)
    assert contact(house, record_id) == was


def test_a_new_question_names_its_own_contact(small_house):
    record_id = asked(small_house)
    give(small_house, record_id, ALEX)
    anew = answers(contact_name="Bo Ek", contact_email="bo.ek@example.se")
    submit(
        small_house.tools,
        small_house.actor_of(ALEX),
        kind="consent",
        answers=anew,
        sending={},
        record_id=record_id,
        now=NOW,
    )
    small_house.work()

    assert contact(small_house, record_id).name == "Bo Ek"


def test_asking_anew_offers_whoever_has_it_as_the_one_to_ask(small_house):
    record_id = asked(small_house)
    give(small_house, record_id, ALEX, phone="019-123 45 67")
    alex = small_house.actor_of(ALEX)

    offered = correct(small_house.tools, alex, record_id, now=NOW).answers

    assert {offered[f"contact_{one}"] for one in ("name", "phone", "email")} == {
        "Alex Winter",
        "019-123 45 67",
        *ALEXS,
    }


def test_when_the_new_one_has_left_guardians_turn_to_the_organisation(small_house):
    record_id = asked(small_house)
    give(small_house, record_id, ALEX, phone="019-123 45 67")
    shut_out(small_house, ALEX)

    now = contact(small_house, record_id)
    assert (now.name, now.phone, now.email) == (
        "Region Örebro län",
        "",
        "region@example.se",
    )


def test_what_was_said_with_it_is_sealed(small_house):
    record_id = asked(small_house)
    give(small_house, record_id, ALEX, note="Ring mormor", phone="019-123 45 67")

    [row] = rows.rows(small_house, HandoverRow)
    assert b"mormor" not in row.sealed
    assert b"019" not in row.sealed
