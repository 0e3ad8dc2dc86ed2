"""Whoever posts something does not wait for a broker that is not there."""

import socket
from contextlib import contextmanager
from threading import Thread
from uuid import uuid4

from redis import Redis

from service.broker import Broker, make_celery


class Asked:
    """The little of the settings that a broker is made from."""

    def __init__(self, port: int) -> None:
        self.redis_url = f"redis://127.0.0.1:{port}/0"


@contextmanager
def hangs_up():
    """Yield a port that hangs up on everybody, and the calls it has had."""
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                calls.append(caller)
                caller.close()

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield server.getsockname()[1], calls
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_a_hint_is_tried_once_and_nobody_waits_for_more():
    with hangs_up() as (port, calls):
        asked = Asked(port)
        broker = Broker(make_celery(asked), Redis.from_url(asked.redis_url))
        broker.notify("render", uuid4())
        broker.close()

    assert len(calls) == 1
