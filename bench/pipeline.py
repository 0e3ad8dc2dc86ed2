"""The whole way: from a posting to the API until the mail server has said yes."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from typing import Any

from bench.bare import Loops
from bench.client import Client
from bench.figures import Figures, figures
from bench.seeds import address, read_seeds, renewed, sending
from bench.sink import Sink

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


def throughput(
    client: Client,
    loops: Loops,
    sink: Sink,
    *,
    workers: int,
    recipients: int,
    size: int,
) -> Throughput:
    """Measure in turns, so that a busy neighbour disturbs both sides alike."""
    turns: dict[str, Turn] = {
        "bare": partial(_bare, loops, sink),
        "service": partial(_service, client, sink),
    }
    rates: dict[str, list[float]] = {name: [] for name in turns}
    for turn in turns.values():
        turn(WARM_UP, recipients)
    for _ in range(ROUNDS):
        for name, turn in turns.items():
            rates[name].append(turn(size, recipients))
    pairs = zip(rates["service"], rates["bare"], strict=True)
    return Throughput(
        workers=workers,
        recipients=recipients,
        service=figures(rates["service"]),
        bare=figures(rates["bare"]),
        efficiency=figures([service / bare for service, bare in pairs]),
    )


def latency(client: Client, sink: Sink, *, times: int) -> Figures:
    """Return milliseconds from before the posting to the mail's 250, one at a time."""
    for _ in range(WARM_UP):
        _one(client, sink)
    taken = []
    for _ in range(times):
        time.sleep(REST)
        taken.append(_one(client, sink))
    return figures(taken)


def _bare(loops: Loops, sink: Sink, size: int, recipients: int) -> float:
    began = time.monotonic()
    loops.start(list(islice(NUMBERS, size)), recipients=recipients)
    return size / (sink.take(size * recipients)[-1].at - began)


def _service(client: Client, sink: Sink, size: int, recipients: int) -> float:
    orders = [_order(number, recipients) for number in islice(NUMBERS, size)]
    with ThreadPoolExecutor(SENDERS) as senders:
        began = time.monotonic()
        posted = [senders.submit(client.send, *order) for order in orders]
        accepted = sink.take(size * recipients)
    for one in posted:
        one.result()  # raises what went wrong
    return size / (accepted[-1].at - began)


def _order(number: int, recipients: int) -> Order:
    seed = SEEDS[number % len(SEEDS)]
    typed = [
        {"name": "Ida Broman", "email": address(number, each), "language": "sv"}
        for each in range(recipients)
    ]
    return seed.kind, renewed(seed.answers, number), sending(typed=typed)


def _one(client: Client, sink: Sink) -> float:
    order = _order(next(NUMBERS), 1)
    began = time.monotonic()
    client.send(*order)
    [accepted] = sink.take(1)
    return (accepted.at - began) * 1000
