"""Send the records, and wait until every mail has been taken or has failed."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bench.client import Client
from bench.seeds import Seed, sending

FEWEST = 8
LOOK_EVERY, PATIENCE = 0.2, 120.0
# One more than the register holds: typed in on the form, and reading English.
GUEST = {"name": "Alex Winter", "email": "alex.winter@example.se", "language": "en"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A record as the API shows it once nothing about it moves any more."""

    seed: Seed
    record: dict[str, Any]

    @property
    def revision(self) -> dict[str, Any]:
        latest: dict[str, Any] = self.record["revisions"][0]
        return latest


def send_all(
    client: Client, seeds: Sequence[Seed], say: Callable[[str], None]
) -> tuple[Sent, ...]:
    wishes = sending(people=_people(client), typed=[GUEST])
    posted = []
    for seed in seeds:
        posted.append(client.send(seed.kind, seed.answers, wishes))
        count = len(wishes["people"]) + len(wishes["typed"])
        say(f"Sent {seed.source} as {seed.kind} to {count} recipients.")
    return tuple(
        Sent(seed, _settled(client, record_id))
        for seed, record_id in zip(seeds, posted, strict=True)
    )


def _people(client: Client) -> list[str]:
    """Return the ids of everybody in the register whom mail may reach."""
    people = [
        one["id"] for one in client.people() if one["email"] and not one["protected"]
    ]
    if len(people) < FEWEST:
        raise RuntimeError(f"The register holds fewer than {FEWEST} people.")
    return people


def _settled(client: Client, record_id: str) -> dict[str, Any]:
    until = time.monotonic() + PATIENCE
    while not (record := client.record(record_id))["settled"]:
        if time.monotonic() > until:
            break  # the report will say what is missing
        time.sleep(LOOK_EVERY)
    return record
