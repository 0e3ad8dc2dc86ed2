"""Thousands of requests made up from the API's own document, and what came of them."""

from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

# A schema cannot say that a date must exist or that a name must be visible, so what
# fits the schema may still be answered with 422.
ACCEPTED = ["2xx", "401", "403", "404", "409", "413", "422"]
REFUSED = ["400", "401", "404", "405", "406", "409", "413", "414", "415", "422"]


@dataclass
class Outcome:
    """`failures` are told once each, with a command that repeats them."""

    statuses: Counter = field(default_factory=Counter)
    failures: set = field(default_factory=set)
    errors: list = field(default_factory=list)

    @property
    def share_that_worked(self) -> float:
        worked = sum(n for status, n in self.statuses.items() if status < 300)
        return worked / self.statuses.total()


def fuzz(server, *, seconds, generation=None) -> Outcome:
    """Ask everything the document offers for at most `seconds`, with every check on."""
    config = _config(server.house.api_key, seconds, generation or {})
    schema = schemathesis.openapi.from_url(
        f"http://127.0.0.1:{server.port}/api/v1/openapi.json",
        config=SchemathesisConfig.from_dict(config),
    )
    outcome = Outcome()
    for event in from_schema(schema).execute():
        _note(outcome, event)
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


def _note(outcome, event):
    if isinstance(event, events.ScenarioFinished):
        for interaction in event.recorder.interactions.values():
            if interaction.response is not None:
                outcome.statuses[HTTPStatus(interaction.response.status_code)] += 1
        for checks in event.recorder.checks.values():
            outcome.failures |= {
                _told(event.label, one) for one in checks if _failed(one)
            }
    elif isinstance(event, events.NonFatalError | events.FatalError):
        outcome.errors.append(getattr(event, "value", None) or event.exception)


def _failed(check):
    return check.failure_info is not None


def _told(operation, check):
    found = check.failure_info
    return operation, check.name, found.failure.message, found.code_sample
