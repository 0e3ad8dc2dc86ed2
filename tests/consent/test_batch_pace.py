"""A batch on its way: held up, let go on, stopped; killed anywhere, each asked once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from service.actions.consent import asking_many, releasing
from service.core.batches import HOUR, BatchState, portion, seconds_between
from service.core.errors import Erased, Invalid, Refused
from service.core.failpoints import WHILE_ASKING_MANY
from service.core.jobs import JobKind
from service.store.tables.batches import BatchItemRow
from service.store.tables.consents import ConsentRow
from tests.consent.many import go_on, items, many, read, release, view
from tests.house import NOW
from tests.jobs import rows

KILLED = -9
SLOWLY = "60"  # an hour: one request at a time


@pytest.mark.parametrize("place", [*WHILE_ASKING_MANY, "submit.after_commit:2"])
def test_killed_there_each_child_is_asked_once(house, victim, place):
    batch_id = read(house, many(3))
    release(house, batch_id)
    rows.make_everything_due(house)

    assert victim.dies_at(place, house, step="work") == KILLED
    rows.recover(house)
    go_on(house)

    assert view(house, batch_id).state is BatchState.DONE
    asked = {one.record_id for one in rows.rows(house, ConsentRow)}
    assert {item.record_id for item in items(house, batch_id)} == asked
    assert len(asked) == len(house.mails()) == 3
    asking_many.drop_old_batches(house.tools, now=datetime.now(UTC))
    with pytest.raises(Erased):
        house.tools.vault.box(batch_id, house.actor.organisation_id)


def test_paused_nobody_more_is_asked_and_resumed_the_rest_is(house):
    batch_id = read(house, many(3))
    release(house, batch_id, per_hour=SLOWLY)
    go_on(house)

    releasing.pause(house.tools, house.actor, batch_id, now=NOW)
    go_on(house, times=2)
    assert view(house, batch_id).counted("made") == 1
    releasing.resume(house.tools, house.actor, batch_id, now=NOW + timedelta(days=1))
    go_on(house, times=3)

    assert view(house, batch_id).state is BatchState.DONE
    assert len(rows.rows(house, ConsentRow)) == 3


def test_stopped_what_has_not_left_is_called_back(house):
    batch_id = read(house, many(3))
    release(house, batch_id, per_hour=SLOWLY)
    go_on(house)
    house.work()  # the first one's mail has left
    go_on(house)

    releasing.stop(house.tools, house.actor, batch_id, now=NOW)
    rows.make_everything_due(house)
    house.work()

    assert len(house.mails()) == 1
    stopped = view(house, batch_id)
    assert stopped.state is BatchState.STOPPED
    assert (stopped.counted("made"), stopped.counted("waiting")) == (2, 1)


def test_within_the_undo_time_nothing_is_left_of_it(small_house):
    batch_id = read(small_house, many(2))
    release(small_house, batch_id)

    releasing.stop(small_house.tools, small_house.actor, batch_id, now=NOW)
    go_on(small_house)

    assert view(small_house, batch_id).state is BatchState.DROPPED
    assert rows.rows(small_house, ConsentRow) == []


def test_what_is_asked_while_it_is_stopped_is_not_mailed(small_house, monkeypatch):
    batch_id = read(small_house, many(1))
    release(small_house, batch_id)
    real = asking_many.submit

    def submit(*asked, **wishes):
        releasing.stop(small_house.tools, small_house.actor, batch_id, now=NOW)
        return real(*asked, **wishes)

    monkeypatch.setattr(asking_many, "submit", submit)
    go_on(small_house)
    small_house.work()

    assert small_house.mails() == []


def test_no_hour_has_more_than_the_organisation_s_cap(small_house):
    first, second = read(small_house, many(2)), read(small_house, many(2), purpose="B")
    release(small_house, first)
    go_on(small_house)
    used = replace(small_house.settings.batches, most_per_hour=2)
    settings = replace(small_house.settings, batches=used)
    small_house.tools = replace(small_house.tools, settings=settings)

    release(small_house, second)
    go_on(small_house)
    assert view(small_house, second).counted("made") == 0
    _let_an_hour_pass(small_house)
    go_on(small_house, times=2)

    assert view(small_house, second).counted("made") == 2


@pytest.mark.parametrize("per_hour", [1, 59, 60, 61, 2_000, 5_999, 6_000, 100_000])
def test_portions_keep_the_hour(per_hour):
    assert portion(per_hour) * HOUR / seconds_between(per_hour) == pytest.approx(
        per_hour
    )


@pytest.mark.parametrize("per_hour", ["0", "-1", "1e3", "2001", "9" * 30])
def test_nobody_goes_faster_than_the_cap(small_house, per_hour):
    batch_id = read(small_house, many(1))

    with pytest.raises(Invalid):
        release(small_house, batch_id, per_hour=per_hour)


def _let_an_hour_pass(house) -> None:
    with house.engine.begin() as connection:
        ago = datetime.now(UTC) - timedelta(seconds=HOUR + 1)
        made = BatchItemRow.made_at.is_not(None)
        connection.execute(update(BatchItemRow).where(made).values(made_at=ago))


def test_it_is_released_once(small_house):
    batch_id = read(small_house, many(1))
    release(small_house, batch_id)

    with pytest.raises(Refused):
        release(small_house, batch_id)

    assert len(rows.job_rows(small_house, JobKind.BATCH)) == 1


def test_a_file_that_nobody_releases_goes_after_a_week(small_house):
    batch_id = read(small_house, many(1))
    week = NOW + timedelta(days=7, minutes=1)

    assert asking_many.drop_old_batches(small_house.tools, now=week) == 1

    assert view(small_house, batch_id).state is BatchState.DROPPED
    assert {item.sealed for item in items(small_house, batch_id)} == {b""}
