"""Whoever has a protected identity gets no mail, however late that becomes known."""

import pytest

from service.actions.register import list_groups, list_people
from service.actions.resending import resend
from service.actions.submitting import recipients_of
from service.core.errors import Refused
from service.core.jobs import JobKind
from tests.actions.people import person
from tests.house import NOW, sending
from tests.jobs import rows


def test_a_protected_member_is_never_mailed(house):
    [group, *_] = list_groups(house.tools, house.actor)
    hidden = group.memberships[0].person
    person(house, hidden.name, hidden.email, protected=True, person_id=hidden.id)

    wish = sending(groups=[str(group.id)], typed=[])
    reached = recipients_of(house.tools, house.actor, wish, now=NOW)

    assert hidden.email not in [r.email for r in reached]
    assert len(reached) == len(group.memberships) - 1


def test_who_has_come_under_protection_is_not_mailed_again(small_house):
    known = list_people(small_house.tools, small_house.actor)[0]
    small_house.submit(sending=sending(people=[str(known.id)], typed=[]))
    small_house.work()
    [sent] = rows.deliveries(small_house)
    person(small_house, known.name, known.email, protected=True, person_id=known.id)

    with pytest.raises(Refused):
        resend(small_house.tools, small_house.actor, sent.id, now=NOW)


def test_who_comes_under_protection_while_the_mail_waits_is_not_mailed(house):
    known = person(house, "Ylva Rosén", "ylva@example.se")
    house.submit(sending=sending(typed=[], people=[str(known)]))
    house.work(JobKind.RENDER)
    person(house, "Ylva Rosén", "ylva@example.se", protected=True, person_id=known)

    house.work()

    assert house.mails() == []
    assert rows.one_job(house).last_code == "protected"
