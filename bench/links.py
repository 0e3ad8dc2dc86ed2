"""What a link that does not work tells by the time its answer takes: nothing.

Unknown, replaced, expired and foreign links are opened in turn. The times of each sort
are held against the unknown ones' by the rank test of Mann and Whitney (1947): under
the `AIM` a listener could tell them apart. PROMISES 6.1, ASVS 6.3.8.
"""

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

from sqlalchemy import update
from werkzeug.test import Client

from bench.figures import Figures, Watch, figures
from service.actions.links import link_hash
from service.store.tables.records import DeliveryRow
from service.web import create_app
from tests.consent.asking import KARIM, SARA, token_of
from tests.consent.reading import asked_today
from tests.house import House, open_house
from tests.links import clock, sent
from tests.services import start_services

TIMES, WARM_UP = 1_000, 50
AIM = 0.01
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """Milliseconds of each sort, and how likely chance alone makes it so unlike."""

    times: Mapping[str, Figures]
    likely: Mapping[str, float]


def measure(folder: Path) -> Told:
    """Open each sort of link in random order, until each was opened `TIMES` times."""
    servers = folder / "servers"
    servers.mkdir(parents=True)
    with (
        start_services(servers) as services,
        open_house(services.database("sqlite", folder), services, folder) as house,
    ):
        dead = _dead_links(house)
        door = create_app(house.tools).test_client()
        watches = {sort: Watch() for sort in dead}
        for _ in range(TIMES + WARM_UP):
            for sort in random.sample(list(dead), len(dead)):
                with watches[sort].turn():
                    _open(door, dead[sort])
    return _told({sort: watch.turns[WARM_UP:] for sort, watch in watches.items()})


def _dead_links(house: House) -> dict[str, str]:
    """Return one link of each sort.

    The unknown one is the same all through, as the others are: what is asked again is
    found in caches, and that would tell a listener nothing but what they asked.
    """
    record = asked_today(house)
    replaced, expired = (token_of(house, record, name) for name in (SARA, KARIM))
    _end(house, replaced, link_revoked_at=clock())
    _end(house, expired, link_expires_at=clock() - timedelta(seconds=1))
    foreign = sent(house, now=clock())
    return {
        UNKNOWN: secrets.token_urlsafe(32),
        "replaced": replaced,
        "expired": expired,
        "foreign": foreign,
    }


def _end(house: House, token: str, **ended: Any) -> None:
    theirs = DeliveryRow.link_hash == link_hash(token)
    with house.engine.begin() as connection:
        connection.execute(update(DeliveryRow).where(theirs).values(**ended))


def _open(door: Client, token: str) -> None:
    answer = door.get(f"/c/{token}")
    if answer.status_code != 404:
        raise RuntimeError(f"A dead link was answered with {answer.status}.")


def _told(turns: Mapping[str, Sequence[float]]) -> Told:
    unknown = turns[UNKNOWN]
    return Told(
        times={sort: figures(values) for sort, values in turns.items()},
        likely={
            sort: round(likelihood(unknown, values), 4)
            for sort, values in turns.items()
            if sort != UNKNOWN
        },
    )


def likelihood(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return how likely two samples of one source are at least so unlike, two-sided.

    By the normal approximation, which is good from twenty values each; equal values
    are taken as they come, for clocks of nanoseconds hardly give any.
    """
    ranked = sorted([(value, 0) for value in ours] + [(value, 1) for value in theirs])
    ranks = sum(rank for rank, (_, whose) in enumerate(ranked, 1) if not whose)
    n, m = len(ours), len(theirs)
    mean, deviation = n * (n + m + 1) / 2, sqrt(n * m * (n + m + 1) / 12)
    return 2 * NormalDist().cdf(-abs(ranks - mean) / deviation)
