"""The power may go at any moment of a sorting: nothing is lost, nothing filed twice."""

import pytest

from service.actions.scans import sorting
from service.actions.scans.following import get_pile
from service.actions.scans.handing_in import hand_in
from service.core.jobs import JobKind
from tests.consent.asking import asked
from tests.house import NOW
from tests.paper.piles import ELIS, bound, filed, form_of, pictures


class PowerCut(BaseException):
    """The worker is gone: nothing is written after this."""


def cut_at(monkeypatch, module, name, *, turn):
    """Let the power go when `name` is called for the `turn`th time, and only then."""
    real, calls = getattr(module, name), []

    def call(*args, **more):
        calls.append(args)
        if len(calls) == turn:
            raise PowerCut
        return real(*args, **more)

    monkeypatch.setattr(module, name, call)


@pytest.mark.parametrize(
    ("name", "turn"),
    [("read_pile", 1), ("read_pile", 2), ("file_pages", 2), ("forget", 1)],
)
def test_a_worker_that_dies_loses_no_page_and_files_none_twice(
    house, monkeypatch, name, turn
):
    alma, elis = asked(house), asked(house, **ELIS)
    files = [bound(pictures(form_of(house, each))[:1]) for each in (alma, elis)]
    named = [("a.pdf", files[0]), ("b.pdf", files[1])]
    pile_id = hand_in(house.tools, house.actor, named, now=NOW)
    cut_at(monkeypatch, sorting, name, turn=turn)

    with pytest.raises(PowerCut):
        house.work(JobKind.SCAN)
    again_from_the_start(house, pile_id)

    pile = get_pile(house.tools, house.actor, pile_id, now=NOW)
    assert sorted(map(str, (each.record_id for each in pile.pages))) == sorted(
        map(str, (alma, elis))
    )
    for record_id in (alma, elis):
        files, events = filed(house, record_id)
        assert (len(files), len(events)) == (1, 1)


def again_from_the_start(house, pile_id):
    """Let another worker take the job over, as when a lease has run out."""
    with house.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE job SET state = 'ready', lease_until = NULL, lease_owner = ''"
            " WHERE kind = 'scan' AND state = 'leased'"
        )
    house.work(JobKind.SCAN)
