"""The whole way: from a posting to the API until the mail server has said yes."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

from bench.bare import Loops, open_loops
from bench.client import Client
from bench.figures import Figures, figures
from bench.seeds import address, read_seeds, renewed, sending
from bench.sink import Sink
from bench.stack import running

SENDERS = 4  # programs that post at the same time
ROUNDS = 3
WARM_UP = 6
REST = 0.1  # seconds between two submissions on an idle system

SEEDS = read_seeds()
NUMBERS = count(1)

Turn = Callable[[int, int], float]
Order = tuple[str, dict[str, Any], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Throughput:
    """Submissions per second, through the service and in the plain loop."""

    workers: int
    recipients: int
    service: Figures
    bare: Figures
    efficiency: Figures


@dataclass(frozen=True, slots=True)
class Lane:
    """A service and plain loops side by side: as many processes, the same sink."""

    client: Client
    loops: Loops
    sink: Sink
    workers: int

    def throughput(self, *, recipients: int, size: int) -> Throughput:
        """Measure in turns, so that a busy neighbour disturbs both sides alike."""
        turns: dict[str, Turn] = {"bare": self._bare, "service": self._service}
        rates: dict[str, list[float]] = {name: [] for name in turns}
        for turn in turns.values():
            turn(WARM_UP, recipients)
        for _ in range(ROUNDS):
            for name, turn in turns.items():
                rates[name].append(turn(size, recipients))
        pairs = zip(rates["service"], rates["bare"], strict=True)
        return Throughput(
            workers=self.workers,
            recipients=recipients,
            service=figures(rates["service"]),
            bare=figures(rates["bare"]),
            efficiency=figures([service / bare for service, bare in pairs]),
        )

    def latency(self, *, times: int) -> Figures:
        """Return milliseconds from before the posting to the 250, one at a time."""
        taken = []
        for _ in range(WARM_UP + times):
            time.sleep(REST)
            taken.append(self._one())
        return figures(taken[WARM_UP:])

    def _bare(self, size: int, recipients: int) -> float:
        began = time.monotonic()
        self.loops.start(list(islice(NUMBERS, size)), recipients=recipients)
        return size / (self.sink.take(size * recipients)[-1].at - began)

    def _service(self, size: int, recipients: int) -> float:
        orders = [_order(number, recipients) for number in islice(NUMBERS, size)]
        with ThreadPoolExecutor(SENDERS) as senders:
            began = time.monotonic()
            posted = [senders.submit(self.client.send, *order) for order in orders]
            accepted = self.sink.take(size * recipients)
        for one in posted:
            one.result()  # raises what went wrong
        return size / (accepted[-1].at - began)

    def _one(self) -> float:
        order = _order(next(NUMBERS), 1)
        began = time.monotonic()
        self.client.send(*order)
        [accepted] = self.sink.take(1)
        return (accepted.at - began) * 1000


@contextmanager
def open_lane(workers: int, sink: Sink, folder: Path) -> Iterator[Lane]:
    """Start a service with so many worker processes, and as many plain loops."""
    settings = {
        "WORKER_PROCESSES": str(workers),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(sink.port),
    }
    with (
        running(folder, **settings) as stack,
        open_loops(workers, smtp_port=sink.port, folder=folder / "bare") as loops,
    ):
        yield Lane(Client(stack), loops, sink, workers)


def _order(number: int, recipients: int) -> Order:
    seed = SEEDS[number % len(SEEDS)]
    typed = [
        {"name": "Ida Broman", "email": address(number, each), "language": "sv"}
        for each in range(recipients)
    ]
    return seed.kind, renewed(seed.answers, number), sending(typed=typed)
