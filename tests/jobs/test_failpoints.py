"""Killed at each named place (SIGKILL, as a power cut), on both databases.

Nothing is lost, nothing is made twice, and a mail comes twice only where a doubt was
noted. Each of these mutants was seen to die here:
- hints sent or mails enqueued after the commit instead of in it: `render.after_commit`;
- the reaper looks at leases only, not at intents: `mail.after_intent`, `…_accepted`;
- the intent committed together with the outcome: `mail.after_accepted`;
- files written to their final name at once: `render.mid_write`.
"""

from base64 import b64encode
from dataclasses import replace
from typing import NamedTuple
from uuid import uuid4

import pytest

from service.actions.rotating import rotate, wrapping
from service.core.failpoints import FAILPOINTS
from service.core.jobs import JobKind, JobState
from service.store.keyring import Keyring
from service.store.vault import Vault
from tests.house import NOW, seed, sending
from tests.jobs import rows
from tests.jobs.invariants import check_invariants
from tests.jobs.victim import environment

KILLED = -9


class After(NamedTuple):
    """What there is once others have taken over."""

    mails: int = 1
    doubts: int = 0
    crashes: int = 0


WHILE_SUBMITTING = {
    "key.before_rename": False,
    "submit.before_commit": False,
    "submit.after_commit": True,
}
WHILE_WORKING = {
    "job.after_claim": After(crashes=1),
    "render.mid_write": After(crashes=1),
    "render.before_rename": After(crashes=1),
    "render.after_rename": After(crashes=1),
    "render.before_commit": After(crashes=1),
    "render.after_commit": After(),
    "mail.before_intent": After(crashes=1),
    "mail.after_intent": After(doubts=1),
    "mail.after_accepted": After(mails=2, doubts=1),
    "mail.after_commit": After(),
}


def test_every_failpoint_is_met_here():
    assert {*WHILE_SUBMITTING, *WHILE_WORKING} == set(FAILPOINTS)


@pytest.mark.parametrize("place", WHILE_WORKING)
def test_a_worker_killed_there_harms_nobody(house, victim, place):
    house.submit()
    if place.startswith("mail"):
        house.work(JobKind.RENDER)

    assert victim.dies_at(place, house, step="work") == KILLED
    rows.recover(house)

    check_invariants(house)
    jobs = rows.job_rows(house)
    assert [job.state for job in jobs] == [JobState.SUCCEEDED] * 2
    doubts = [rows.steps(house, job.id).count("uncertain") for job in jobs]
    crashes = sum(job.crash_count for job in jobs)
    assert WHILE_WORKING[place] == After(len(house.mails()), sum(doubts), crashes)


@pytest.mark.parametrize("turn", [2, 3])
def test_documents_begun_are_documents_finished(small_house, victim, turn):
    """Killed when one or two of three files are there, and the next one is half."""
    small_house.submit()

    assert (
        victim.dies_at(f"render.mid_write:{turn}", small_house, step="work") == KILLED
    )
    rows.recover(small_house)

    check_invariants(small_house)
    assert len(small_house.mails()) == 1


@pytest.mark.parametrize("place", WHILE_SUBMITTING)
def test_a_door_killed_there_gets_the_same_answer_again(house, victim, place):
    """Whoever got no answer asks again, and there is one record, not two."""
    request = {"kind": "minutes", "answers": seed("minutes"), "sending": sending()}
    order = {"organisation": house.actor.organisation_id, "now": NOW.isoformat()}

    status = victim.dies_at(
        place, house, step="submit", request={**request, "key": "k"}, **order
    )
    answer = house.submit(**request, key="k")
    house.work()

    assert status == KILLED
    assert answer.replayed is WHILE_SUBMITTING[place]
    check_invariants(house)
    assert len(rows.revisions(house)) == 1
    assert len(house.mails()) == 1


def test_what_a_killed_worker_wrote_half_is_swept_away(small_house, victim):
    """Mutant: the orphan is taken for a file, or stays for ever."""
    small_house.submit()
    victim.dies_at("render.mid_write", small_house, step="work")
    files = small_house.tools.files
    [half] = files.root.rglob("*.tmp")

    assert files.sweep(before=half.stat().st_mtime) == 0
    assert files.sweep(before=half.stat().st_mtime + 1) == 1

    assert list(files.root.rglob("*.tmp")) == []


def test_a_rotation_of_keys_killed_half_way_is_begun_again(small_house, victim):
    """Killed before the third new file has its name: two are new, and all open."""
    vault, new = small_house.tools.vault, bytes(range(32))
    boxes = [vault.new_box(uuid4(), uuid4()) for _ in range(5)]
    keys = {"new": new, **vault.keyring.keys}
    given = ",".join(f"{name}:{b64encode(key).decode()}" for name, key in keys.items())
    env = {**environment(small_house), "ENCRYPTION_KEYS": given}

    place = "key.before_rename:3"
    assert victim.dies_at(place, small_house, step="rotate", env=env) == KILLED

    house = replace(small_house.tools, vault=Vault(vault.shelf, Keyring(keys)))
    opened = [house.vault.box(box.subject, box.organisation_id) for box in boxes]
    assert opened == boxes
    assert wrapping(house).used == {"new": 2, "demo": 3}
    assert [step.wrong for step in rotate(house)] == [""] * 5
    assert list(vault.shelf.root.rglob("*.half")) == []


def test_killed_three_times_a_job_waits_for_a_person(small_house, victim):
    """Mutant: the loop of a poison job, which Celery alone runs for ever."""
    small_house.submit()
    for _ in range(3):
        assert victim.dies_at("job.after_claim", small_house, step="work") == KILLED
        rows.let_leases_expire(small_house)
        rows.sweep(small_house)

    assert small_house.work() == 0
    job = rows.one_job(small_house, JobKind.RENDER)
    assert (job.state, job.death, job.crash_count) == ("dead", "poison", 3)
