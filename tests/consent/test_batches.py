"""Many consents from one file: nothing leaves by looking, and each is asked once."""

import pytest

from service.actions.consent import batches, releasing
from service.actions.consent.batch_texts import stale_in
from service.actions.register import get_organisation
from service.core.actor import Actor
from service.core.batches import BatchState, ItemState
from service.core.errors import Erased, Forbidden, Invalid, NotFound, Refused
from service.core.permits import Role
from service.store.tables.batches import BatchRow
from service.store.tables.consents import ConsentRow
from service.store.tables.register import RoleGrantRow
from tests.consent.asking import asked
from tests.consent.many import (
    file,
    go_on,
    items,
    make_stale,
    many,
    read,
    release,
    row,
    view,
)
from tests.house import NOW
from tests.jobs import rows


def test_a_file_becomes_requests_after_a_human_has_let_it_go(house):
    content = file(
        row(1, second="Karim;karim.1@example.se;"), row(2, language="arabiska")
    )
    batch_id = read(house, content)
    go_on(house)
    assert rows.rows(house, ConsentRow) == []

    release(house, batch_id)
    house.work()
    assert rows.rows(house, ConsentRow) == []  # the undo time is not over
    go_on(house)
    house.work()

    assert view(house, batch_id).state is BatchState.DONE
    assert {one.batch_id for one in rows.rows(house, ConsentRow)} == {batch_id}
    assert {item.state for item in items(house, batch_id)} == {ItemState.MADE}
    mails = house.mails()
    assert len(mails) == 3
    assert all("Åberg" not in str(mail) for mail in mails)
    name = mails[0]["From"].addresses[0].display_name
    assert name == _organisation(house)  # never the supplier's (DOMAIN C4)


def test_the_dry_run_counts_what_would_leave(small_house):
    content = file(
        row(1, second="Karim;karim.1@example.se;"),
        row(2, language="ar", second="Kim Ek;kim@example.se;ja"),
        "Utan namn;;;;;;;;;;",
    )
    seen = view(small_house, read(small_house, content))

    assert (seen.requests, seen.counted("bad"), seen.papers) == (2, 1, 1)
    assert seen.mails == {"ar": 1, "sv": 2}


@pytest.mark.parametrize("typed", ["", "3", "20", "två"])
def test_who_does_not_know_the_number_lets_nothing_go(small_house, typed):
    batch_id = read(small_house, many(2))

    with pytest.raises(Invalid):
        release(small_house, batch_id, typed=typed)

    assert view(small_house, batch_id).state is BatchState.READ


def test_a_batch_is_its_reader_s_alone(small_house):
    batch_id = read(small_house, many(1))
    others = small_house.actor_of("maja.lind")
    secretary = Actor(
        others.organisation_id, others.account_id, "", roles=frozenset({Role.SECRETARY})
    )

    with pytest.raises(NotFound):
        batches.get_batch(small_house.tools, secretary, batch_id)
    with pytest.raises(Forbidden):
        batches.get_batch(small_house.tools, others, batch_id)


def test_what_is_thrown_away_cannot_be_read_nor_released(small_house):
    batch_id = read(small_house, many(1))

    batches.throw_away(small_house.tools, small_house.actor, batch_id, now=NOW)

    with pytest.raises(Refused):
        release(small_house, batch_id, typed="1")
    _is_gone(small_house, batch_id)


def test_when_it_is_done_the_file_is_gone(small_house):
    batch_id = read(small_house, file(row(1), "Utan namn;;;;;;;;;;"))
    release(small_house, batch_id)
    go_on(small_house)

    _is_gone(small_house, batch_id)
    kept = view(small_house, batch_id)
    assert (kept.counted("made"), kept.counted("bad"), kept.purpose) == (1, 1, "")


def test_a_child_is_not_asked_the_same_twice(house):
    asked(house, child_name="Barn Åberg 1", child_identity="2014-05-02")
    first, second = read(house, many(3)), read(house, many(4))
    assert view(house, first).counted("skipped") == 1
    release(house, first)

    with pytest.raises(Invalid):  # two of its children are about to be asked
        release(house, second)
    go_on(house)
    assert view(house, second).requests == 1
    assert view(house, second).mails == {"sv": 1}
    release(house, second)
    go_on(house)

    assert len(rows.rows(house, ConsentRow)) == 4


def test_another_question_may_be_asked_about_the_same_child(small_house):
    asked(small_house, child_name="Barn Åberg 1", child_identity="2014-05-02")

    batch_id = read(small_house, many(1), purpose="Något annat.")

    assert view(small_house, batch_id).requests == 1


def test_who_has_lost_the_role_asks_for_nothing_more(small_house):
    batch_id = read(small_house, many(1))
    release(small_house, batch_id)
    _take_roles(small_house)

    go_on(small_house)

    [batch] = rows.rows(small_house, BatchRow)
    assert (batch.state, batch.why) == (BatchState.PAUSED, "forbidden")
    assert rows.rows(small_house, ConsentRow) == []


def _is_gone(house, batch_id) -> None:
    with pytest.raises(Erased):
        house.tools.vault.box(batch_id, house.actor.organisation_id)
    assert {item.sealed for item in items(house, batch_id)} == {b""}
    assert rows.rows(house, BatchRow)[0].pattern == b""


def _organisation(house) -> str:
    return get_organisation(house.tools, house.actor).name


def _take_roles(house) -> None:
    with house.engine.begin() as connection:
        connection.execute(RoleGrantRow.__table__.delete())


def test_a_text_older_than_the_swedish_one_lets_nothing_go(small_house):
    batch_id = read(small_house, file(row(1, language="so")))
    make_stale(small_house)

    with pytest.raises(Refused):
        release(small_house, batch_id)

    assert view(small_house, batch_id).state is BatchState.READ


def test_when_a_text_becomes_too_old_on_the_way_it_waits_for_somebody(small_house):
    batch_id = read(small_house, file(row(1, language="so"), row(2)))
    release(small_house, batch_id)
    make_stale(small_house)

    go_on(small_house, times=2)

    seen = view(small_house, batch_id)
    told = seen.state, seen.why, seen.counted("made")
    assert told == (BatchState.PAUSED, "stale", 1)  # who reads Swedish went on
    assert stale_in(small_house.tools, small_house.actor, batch_id) == ("so",)
    with pytest.raises(Refused):
        releasing.resume(small_house.tools, small_house.actor, batch_id, now=NOW)
    assert view(small_house, batch_id).state is BatchState.PAUSED


def test_who_is_left_out_is_no_question_for_many(small_house):
    with pytest.raises(Invalid) as problem:
        read(small_house, many(1), rule="without", rule_reason="Bor utomlands.")

    assert list(problem.value.problems) == ["draft"]
