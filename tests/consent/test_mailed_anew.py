"""Who is mailed, and what a new mail changes: links live on, old bounces are over."""

from datetime import UTC, datetime, timedelta

import pytest

from service.actions.consent.clock import turn_pages
from service.actions.consent.reminding import remind
from service.actions.resending import resend
from service.channels.letter import bounce_address
from service.core.actor import SYSTEM
from service.core.consent_views import Reach, Stand
from service.core.errors import Refused
from service.core.jobs import JobKind
from service.core.typed_name import is_name_of
from service.kinds.consent.naming import known_by
from service.store.tables.records import DeliveryRow
from tests.consent.asking import SARA, answer, asked
from tests.consent.desk import YES, one, person
from tests.consent.test_bounces import path_to, report, take
from tests.consent.test_reminders import FOUR
from tests.house import NOW
from tests.jobs import rows

MONTH = timedelta(days=31)


def mail_again(house, record_id, name=SARA, *, email=None, now=NOW):
    """Mail somebody once more, to the same address unless told otherwise."""
    resend(
        house.tools,
        house.actor,
        person(house, record_id, name).delivery_id,
        email=email or f"{name.split()[0].lower()}.lindgren@example.se",
        now=now,
    )
    house.work()


def link_ends(house, record_id, name=SARA):
    with house.tools.look(SYSTEM) as session:
        found = session.get(DeliveryRow, person(house, record_id, name).delivery_id)
        return found.link_expires_at


def test_a_full_mailbox_is_tried_again_and_reminded_again(small_house):
    record_id = asked(small_house)
    take(small_house, report(path_to(small_house, record_id)))

    mail_again(small_house, record_id, now=NOW + FOUR)

    sara = one(small_house, record_id, now=NOW + FOUR)
    assert sara.stand is Stand.SENT
    assert sara.remind_at == NOW + FOUR + FOUR


def test_a_new_link_lets_them_take_it_back_for_as_long_as_the_old_one_did(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    small_house.work()
    before = link_ends(small_house, record_id)

    mail_again(small_house, record_id, now=NOW + FOUR)

    assert link_ends(small_house, record_id) == before > NOW + MONTH


def test_a_reminder_leads_to_a_link_that_works(small_house):
    record_id = asked(small_house)
    later = NOW + MONTH

    sara = person(small_house, record_id).id
    remind(small_house.tools, small_house.actor, record_id, sara, now=later)

    assert link_ends(small_house, record_id) > later


def test_a_late_bounce_of_a_reminder_to_the_old_address_counts_for_nothing(small_house):
    record_id = asked(small_house)
    sara = person(small_house, record_id).id
    remind(small_house.tools, small_house.actor, record_id, sara, now=NOW)
    small_house.work()
    [job] = rows.job_rows(small_house, JobKind.NOTICE)
    late = report(bounce_address(job.subject_id, small_house.settings))
    mail_again(small_house, record_id, email="sara@example.se", now=NOW + FOUR)

    take(small_house, late)

    assert one(small_house, record_id, now=NOW + FOUR).stand is Stand.SENT


def test_who_does_not_decide_is_not_asked(small_house):
    record_id = asked(
        small_house,
        rule="child",
        rule_reason="Barnet är 16 år",
        child_policy="Mognad",
        child_email="alma@example.se",
    )

    assert [mail["To"] for mail in small_house.mails()] == [
        "Alma Haddad Lindgren <alma@example.se>"
    ]
    sara = one(small_house, record_id)
    assert (sara.reach, sara.stand) == (Reach.NOBODY, Stand.LEFT_OUT)


def test_of_the_end_only_those_are_told_who_have_answered(small_house):
    record_id = asked(
        small_house, rule="any", rule_reason="Beslut av rätten", valid_to="2026-04-01"
    )
    answer(small_house, record_id, SARA, *YES)
    small_house.work()
    before = len(small_house.mails())

    turn_pages(small_house.tools, now=NOW + timedelta(days=25))
    small_house.work()

    told = {m["To"].addresses[0].addr_spec for m in small_house.mails()[before:]}
    assert "sara.lindgren@example.se" in told
    assert "karim.haddad@example.se" not in told


def test_a_name_is_theirs_by_their_given_name_and_not_by_the_familys():
    assert is_name_of("anna  svensson", "Anna Maria Svensson")
    assert is_name_of("Anna-Maria Svensson Berg", "Anna Maria Svensson")
    assert is_name_of("Maria Svensson", "Anna Maria Svensson")
    assert is_name_of("Anna Svensson", "Svensson, Anna")
    assert is_name_of("Åsa", "Åsa")
    for other in ("Erik Svensson", "Svensson", "Anna", "", "och", "كريم"):
        assert not is_name_of(other, "Anna Maria Svensson")


def test_once_the_child_is_18_no_guardian_gets_a_new_link(small_house):
    record_id = asked(small_house, child_identity="2008-04-01", valid_to="2026-12-31")

    with pytest.raises(Refused):
        mail_again(small_house, record_id, now=datetime(2026, 4, 1, 8, tzinfo=UTC))


def test_a_list_names_no_child_however_it_is_written():
    said = known_by(
        child="Anna-Lena Ek", is_protected=True, reference="", purpose="Möte om LENA"
    )

    assert said == "Möte om L."
