"""Who learns of a broken glass: the owner at once, and whoever may read the record."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from service.actions.openings import openings
from service.core.actor import SYSTEM
from service.core.jobs import JobKind
from service.core.permits import Role
from service.store.tables.records import RecordRow
from service.store.tables.register import AccountRow, OrganisationRow, PersonRow
from tests.glass import HOUR, REASON, break_it, confidential, read
from tests.house import NOW
from tests.jobs import rows


def test_whoever_may_read_sees_who_opened_it_and_only_some_see_why(house):
    record_id, alex = confidential(house), house.actor_of("alex.winter")
    break_it(house, alex, record_id)
    reader = replace(house.actor, roles=frozenset({Role.READER}))

    for who, reason in ((house.actor, REASON), (alex, REASON), (reader, "")):
        [opening] = openings(house.tools, who, record_id, now=NOW)
        assert (opening.name, opening.reason) == ("Alex Winter", reason)
        assert opening.until == NOW + HOUR
        assert opening.is_mine is (who is alex)


def test_its_owner_is_told_at_once(house):
    break_it(house, house.actor_of("alex.winter"), confidential(house))

    house.work(JobKind.NOTICE)

    assert told(house) == ["ida.broman@example.se"]


@pytest.mark.parametrize("gone", ["disabled", "protected", "program"])
def test_the_organisation_is_told_when_its_owner_cannot_be(house, gone):
    record_id = confidential(house)
    alex = house.actor_of("alex.winter")
    CANNOT_BE_TOLD[gone](house)
    break_it(house, alex, record_id)

    house.work(JobKind.NOTICE)

    assert told(house) == ["region@example.se"]


def test_an_emergency_does_not_wait_for_somebody_to_tell(small_house):
    record_id = confidential(small_house)
    change(small_house, update(AccountRow).values(email=""))
    change(small_house, update(OrganisationRow).values(email=""))
    alex = small_house.actor_of("alex.winter")

    break_it(small_house, alex, record_id)

    assert read(small_house, alex, record_id)
    assert rows.job_rows(small_house, JobKind.NOTICE) == []


def told(house):
    return [mail["To"].addresses[0].addr_spec for mail in house.mails()]


def change(house, statement):
    with house.tools.begin(SYSTEM) as work:
        work.session.execute(statement)


def protect(house):
    change(house, update(PersonRow).values(protected=True))


def disable(house):
    change(house, update(AccountRow).values(disabled_at=NOW))


def forget_who_wrote_it(house):
    change(house, update(RecordRow).values(account_id=None))


CANNOT_BE_TOLD = {
    "disabled": disable,
    "protected": protect,
    "program": forget_who_wrote_it,
}
