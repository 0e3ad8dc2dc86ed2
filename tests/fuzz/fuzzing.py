"""Thousands of requests made up from the API's own document, and what came of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from uuid import UUID

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

# A schema cannot say that a date must exist or that a name must be visible, so what
# fits the schema may still be answered with 422.
ACCEPTED = ["2xx", "401", "403", "404", "409", "413", "422", "429"]
REFUSED = ["400", "401", "404", "405", "406", "409", "413", "414", "415", "422", "429"]


# How often an address or a body names a thing of the other organisation.
SHARE_OF_FOREIGN_IDS = 0.3


@dataclass(frozen=True)
class Side:
    """Who asks, which things are not theirs, and what only those could tell."""

    key: str
    foreign_ids: Mapping[str, UUID]
    foreign_word: str

    @property
    def config(self) -> dict[str, Any]:
        """Return the part of schemathesis' configuration that names foreign things."""
        said = {
            "people": "body.sending.people[*]",
            "groups": "body.sending.groups[*]",
            **{f"path {name}": f"path.{name}" for name in self.foreign_ids},
            **{f"body {name}": f"body.{name}" for name in self.foreign_ids},
        }
        known = {
            "people": self.foreign_ids["person_id"],
            "groups": self.foreign_ids["group_id"],
        }
        values = {
            use: str(known.get(use) or self.foreign_ids[use.partition(" ")[2]])
            for use in said
        }
        return {
            "dictionaries": {use: {"values": [one]} for use, one in values.items()},
            "parameters": {
                place: {"dictionary": use, "probability": SHARE_OF_FOREIGN_IDS}
                for use, place in said.items()
            },
        }


@dataclass
class Outcome:
    """`failures` are told once each, with a command that repeats them.

    `leaks` are the operations whose answers told something of the other organisation.
    """

    statuses: Counter = field(default_factory=Counter)
    failures: set = field(default_factory=set)
    errors: list = field(default_factory=list)
    leaks: set = field(default_factory=set)
    foreign_ids: int = 0

    @property
    def share_that_worked(self) -> float:
        worked = sum(n for status, n in self.statuses.items() if status < 300)
        return worked / self.statuses.total()


def fuzz(server, side: Side, *, seconds, generation=None) -> Outcome:
    """Ask everything the document offers for at most `seconds`, with every check on."""
    config = _config(side.key, seconds, generation or {}) | side.config
    schema = schemathesis.openapi.from_url(
        f"http://127.0.0.1:{server.port}/api/v1/openapi.json",
        config=SchemathesisConfig.from_dict(config),
    )
    outcome = Outcome()
    for event in from_schema(schema).execute():
        _note(outcome, event, side)
    return outcome


def _config(key, seconds, generation):
    return {
        "max-time": seconds,
        "continue-on-failure": True,
        "headers": {"Authorization": f"Bearer {key}"},
        "generation": generation,
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ACCEPTED},
            "negative_data_rejection": {"expected-statuses": REFUSED},
        },
    }


def _note(outcome, event, side):
    if isinstance(event, events.ScenarioFinished):
        for interaction in event.recorder.interactions.values():
            if interaction.response is not None:
                outcome.statuses[HTTPStatus(interaction.response.status_code)] += 1
                _overhear(outcome, event.label, interaction, side)
        for checks in event.recorder.checks.values():
            outcome.failures |= {
                _told(event.label, one) for one in checks if _failed(one)
            }
    elif isinstance(event, events.NonFatalError | events.FatalError):
        outcome.errors.append(getattr(event, "value", None) or event.exception)


def _overhear(outcome, operation, interaction, side):
    """Note what names a foreign thing, and what tells of one."""
    asked = f"{interaction.request.uri}{interaction.request.body}"
    if any(str(one) in asked for one in side.foreign_ids.values()):
        outcome.foreign_ids += 1
    if side.foreign_word.encode() in interaction.response.content:
        outcome.leaks.add(operation)


def _failed(check):
    return check.failure_info is not None and not _is_meant(check)


def _is_meant(check):
    """A key that lets a person be protected does not see that person any more."""
    message = check.failure_info.failure.message
    is_gone = check.name == "ensure_resource_availability"
    return is_gone and "/api/v1/people/" in message


def _told(operation, check):
    found = check.failure_info
    return operation, check.name, found.failure.message, found.code_sample
