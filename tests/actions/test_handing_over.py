"""A record changes hands: who may, who can take it, and what follows."""

from dataclasses import replace
from uuid import uuid4

import pytest

from service.actions.founding import add_organisation
from service.actions.handing_over import (
    before_handing_over,
    hand_back,
    ownership,
)
from service.core.actor import SYSTEM
from service.core.errors import (
    Confidential,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
)
from service.core.jobs import JobKind
from service.core.permits import Role
from service.store.tables.handovers import HandoverRow
from service.store.tables.register import AccountRow, RoleGrantRow
from tests.actions.handing import (
    OVER_TO_YOU,
    give,
    give_to,
    noted,
    owner,
    shut_out,
)
from tests.consent.copies import mailed
from tests.house import NOW, sending
from tests.jobs import rows
from tests.retention.keeping import ask, begin_plan, old_record

IDA, ALEX = "ida.broman", "alex.winter"
SECRET = sending(classification="confidential", attach=[], typed=[])


def test_whoever_takes_over_owns_it_from_then_on_and_gets_one_mail(house):
    record_id = house.submit(sending=SECRET).record_id
    alex = house.actor_of(ALEX)
    with pytest.raises(Confidential):
        ownership(house.tools, alex, record_id, now=NOW)

    give(house, record_id, ALEX, note="Ring skolan först.")
    house.work()

    assert owner(house, record_id) == alex.account_id
    seen = ownership(house.tools, alex, record_id, now=NOW)
    [told] = seen.handovers
    assert (seen.owner, seen.back_to) == ("Alex Winter", "Ida Broman")
    assert (told.giver, told.taker, told.by) == (
        "Ida Broman",
        "Alex Winter",
        "Ida Broman",
    )
    assert told.note == "Ring skolan först."
    assert mailed(house, OVER_TO_YOU, "en") == ["alex.winter@example.se"]
    [(by, about)] = noted(house, "handed over")
    assert (by, about) == (
        house.actor.label,
        f"{house.actor.account_id} {alex.account_id}",
    )


def test_whoever_had_it_keeps_what_their_role_gives(small_house):
    alex = small_house.actor_of(ALEX)
    ida = replace(small_house.actor, roles=frozenset({Role.EDITOR}))
    record_id = small_house.submit(sending=SECRET).record_id
    open_id = small_house.submit().record_id

    assert give(small_house, record_id, ALEX, by=ida) is False
    assert give(small_house, open_id, ALEX, by=ida) is True

    with pytest.raises(Confidential):
        ownership(small_house.tools, ida, record_id, now=NOW)
    with pytest.raises(Forbidden):  # may read it, and is not its owner any more
        give(small_house, open_id, IDA, by=ida)
    assert ownership(small_house.tools, alex, record_id, now=NOW).owner == alex.name


def test_the_same_page_posted_twice_hands_over_once(house):
    record_id = house.submit(sending=SECRET).record_id
    ida = replace(house.actor, roles=frozenset({Role.EDITOR}))

    assert give(house, record_id, ALEX, by=ida) is False
    assert give(house, record_id, ALEX, by=ida) is False

    assert len(noted(house, "handed over")) == 1
    assert len(rows.job_rows(house, JobKind.NOTICE)) == 1


def test_it_is_handed_back_by_whoever_has_it(house):
    record_id = house.submit(sending=SECRET).record_id
    give(house, record_id, ALEX)
    house.work()

    hand_back(house.tools, house.actor_of(ALEX), record_id, now=NOW)
    house.work()

    assert owner(house, record_id) == house.actor.account_id
    assert mailed(house, OVER_TO_YOU) == ["ida.broman@example.se"]
    assert len(noted(house, "handed over")) == 2
    again = ownership(house.tools, house.actor, record_id, now=NOW)
    assert again.back_to == "Alex Winter"


def test_a_mail_that_has_not_left_yet_tells_nobody_of_what_is_theirs_no_more(
    small_house,
):
    record_id = small_house.submit().record_id
    give(small_house, record_id, ALEX)
    hand_back(small_house.tools, small_house.actor_of(ALEX), record_id, now=NOW)

    small_house.work()

    assert mailed(small_house, OVER_TO_YOU, "en") == []
    assert mailed(small_house, OVER_TO_YOU) == ["ida.broman@example.se"]


@pytest.mark.parametrize("who", ["lena.frost", "maja.lind", "eva.dahl", IDA])
def test_only_who_may_look_after_a_record_can_take_it(small_house, who):
    record_id = small_house.submit().record_id

    with pytest.raises(Invalid):  # a reader, a registrar, an auditor; who has it
        give(small_house, record_id, who)

    offered = before_handing_over(
        small_house.tools, small_house.actor, record_id, now=NOW
    )
    assert [one.name for one in offered.colleagues] == ["Alex Winter"]


def test_nobody_can_take_it_who_is_shut_out_or_works_elsewhere(house):
    record_id = house.submit().record_id

    for account_id in (shut_out(house, ALEX), somebody_elsewhere(house), uuid4()):
        with pytest.raises(Invalid):
            give_to(house, record_id, account_id)


def test_it_is_not_handed_back_to_who_has_left(small_house):
    record_id = small_house.submit().record_id
    give(small_house, record_id, ALEX)
    alex = small_house.actor_of(ALEX)
    shut_out(small_house, IDA)

    assert ownership(small_house.tools, alex, record_id, now=NOW).back_to == ""
    with pytest.raises(Refused):
        hand_back(small_house.tools, alex, record_id, now=NOW)


@pytest.mark.parametrize("role", [Role.READER, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_no_other_role_hands_a_record_over(small_house, role):
    record_id = small_house.submit().record_id
    ida = replace(small_house.actor, roles=frozenset({role}))

    with pytest.raises(Forbidden):
        give(small_house, record_id, ALEX, by=ida)


def test_what_is_not_there_cannot_be_handed_over(small_house):
    with pytest.raises(NotFound):
        give(small_house, uuid4(), ALEX)


def test_what_was_said_with_it_goes_when_the_record_goes(small_house):
    begin_plan(small_house)
    record_id = old_record(small_house)
    give(small_house, record_id, ALEX, note="Ring mormor.")
    small_house.work()
    ask(small_house, record_id)

    small_house.work(JobKind.ERASE)

    [row] = rows.rows(small_house, HandoverRow)
    assert (row.record_id, row.sealed) == (record_id, b"")


def somebody_elsewhere(house):
    """Return the account of a secretary of another organisation."""
    other = add_organisation(house.tools, name="Grannkommunen")
    with house.tools.begin(SYSTEM) as work:
        about = {"issuer": "demo", "subject": "elsewhere", "name": "Bo Ek"}
        row = AccountRow(organisation_id=other, **about)
        work.session.add(row)
        work.session.flush()
        work.session.add(
            RoleGrantRow(
                organisation_id=other,
                account_id=row.id,
                role=Role.SECRETARY,
                source="administrator",
                granted_at=NOW,
            )
        )
        return row.id
