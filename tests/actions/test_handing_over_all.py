"""All that somebody has goes to a colleague: by one job, each record once."""

from uuid import UUID, uuid4

import pytest

from service.actions import handing_over_all
from service.actions.accounts import enable_account
from service.actions.handing_over import hand_back
from service.actions.handing_over_all import estate_of, hand_over_all, left_behind
from service.core.errors import Forbidden, Invalid, NotFound, Refused
from service.core.failpoints import WHILE_HANDING_OVER
from service.core.jobs import JobKind
from tests.actions.handing import MANY_TO_YOU, noted, owner, shut_out
from tests.consent.copies import mailed
from tests.house import NOW, House
from tests.jobs import rows

ALEX, KILLED = "alex.winter", -9


@pytest.fixture
def records(house) -> list[UUID]:
    return alexs(house)


def alexs(house, number: int = 3) -> list[UUID]:
    """Return records that Alex has, whose mails have left."""
    alex = House(house.settings, house.tools, house.actor_of(ALEX), house.engine)
    made = [alex.submit("notes").record_id for _ in range(number)]
    house.work()
    return made


def give_all(house, gone: UUID, *, to: UUID | None = None, by=None) -> None:
    given = {"account_id": str(to or house.actor.account_id)}
    hand_over_all(house.tools, by or house.actor, gone, given, now=NOW)


def test_each_record_changes_hands_once_and_one_mail_tells_of_all(house, records):
    ours = house.submit().record_id
    gone = shut_out(house, ALEX)
    assert left_behind(house.tools, house.actor) == {gone: 3}

    give_all(house, gone)
    house.work()

    assert {owner(house, one) for one in (*records, ours)} == {house.actor.account_id}
    assert len(noted(house, "handed over")) == 3
    assert noted(house, "handover asked for") == [
        (house.actor.label, f"{gone} {house.actor.account_id}")
    ]
    assert mailed(house, MANY_TO_YOU) == ["ida.broman@example.se"]
    assert left_behind(house.tools, house.actor) == {}
    [run] = estate_of(house.tools, house.actor, gone, now=NOW).runs
    assert (run.done, run.records, run.is_over) == (3, 3, True)


@pytest.mark.parametrize("place", WHILE_HANDING_OVER)
def test_killed_there_it_is_ended_by_the_next_worker(house, records, victim, place):
    give_all(house, shut_out(house, ALEX))

    assert victim.dies_at(place, house, step="work") == KILLED
    rows.recover(house)
    house.work()

    assert {owner(house, one) for one in records} == {house.actor.account_id}
    assert len(noted(house, "handed over")) == 3
    assert mailed(house, MANY_TO_YOU) == ["ida.broman@example.se"]


def test_many_go_a_portion_at_a_time(small_house, monkeypatch):
    monkeypatch.setattr(handing_over_all, "AT_ONCE", 2)
    alexs(small_house)
    gone = shut_out(small_house, ALEX)
    give_all(small_house, gone)

    small_house.work(JobKind.HANDOVER)

    [run] = estate_of(small_house.tools, small_house.actor, gone, now=NOW).runs
    assert (run.done, run.is_over) == (3, True)
    assert len(rows.job_rows(small_house, JobKind.HANDOVER)) == 1


def test_it_is_asked_for_once_and_not_in_vain(small_house):
    alexs(small_house, 1)
    gone = shut_out(small_house, ALEX)
    give_all(small_house, gone)
    with pytest.raises(Refused):
        give_all(small_house, gone)
    small_house.work()

    with pytest.raises(Refused):
        give_all(small_house, gone)


def test_it_stops_where_whoever_takes_over_may_not_any_more(small_house):
    ours = small_house.submit().record_id
    alex, ida = small_house.actor_of(ALEX), small_house.actor
    give_all(small_house, ida.account_id, to=alex.account_id)
    shut_out(small_house, ALEX)

    small_house.work(JobKind.HANDOVER)

    assert owner(small_house, ours) == ida.account_id
    [run] = estate_of(small_house.tools, ida, ida.account_id, now=NOW).runs
    assert (run.done, run.is_over) == (0, True)
    assert rows.job_rows(small_house, JobKind.NOTICE) == []


def test_only_an_administrator_does_it_and_only_to_who_may_hold_them(small_house):
    alexs(small_house, 1)
    alex = small_house.actor_of(ALEX)
    reader = small_house.actor_of("lena.frost").account_id
    for to in (reader, alex.account_id, uuid4()):
        with pytest.raises(Invalid):
            give_all(small_house, alex.account_id, to=to)

    with pytest.raises(Forbidden):
        give_all(small_house, small_house.actor.account_id, by=alex)
    with pytest.raises(NotFound):
        give_all(small_house, uuid4())


def test_who_comes_back_has_left_nothing_behind(small_house):
    alexs(small_house, 1)
    gone = shut_out(small_house, ALEX)
    enable_account(small_house.tools, small_house.actor, gone, now=NOW)

    assert left_behind(small_house.tools, small_house.actor) == {}


def test_a_record_whose_key_is_missing_does_not_hold_up_the_others(small_house):
    first, *_ = made = alexs(small_house)
    gone = shut_out(small_house, ALEX)
    give_all(small_house, gone)
    small_house.tools.vault.destroy(first)

    small_house.work(JobKind.HANDOVER)

    owners = {owner(small_house, one) for one in made}
    assert owners == {small_house.actor.account_id}


def test_what_is_handed_back_meanwhile_stays_where_it_is(small_house, monkeypatch):
    monkeypatch.setattr(handing_over_all, "AT_ONCE", 1)
    made, ida = alexs(small_house, 2), small_house.actor
    alex = small_house.actor_of(ALEX).account_id
    give_all(small_house, alex)
    handing_over_all.move_records(
        small_house.tools, rows.claim(small_house, JobKind.HANDOVER)
    )
    [first] = [one for one in made if owner(small_house, one) == ida.account_id]
    hand_back(small_house.tools, ida, first, now=NOW)

    small_house.work(JobKind.HANDOVER)

    assert owner(small_house, first) == alex
    assert len(noted(small_house, "handed over")) == 3
