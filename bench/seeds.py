"""The real records that everything here is done with."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from service.core.register import Organisation

DATA = Path(__file__).parents[1] / "tests" / "data"
NAMES = ("mandate_000", "minutes_002", "notes_003")
# Lines of prose, not values with a form of their own: names, dates, choices.
PROSE = re.compile(r"^(?=.{25}).*\S \S.*$", re.MULTILINE)

SENDER = Organisation(
    id=UUID(int=1),
    name="Region Örebro län",
    unit="Regional utveckling",
    organisation_number="232100-0164",
    postal_address="Exempelvägen 1\n701 00 Örebro",
    visiting_address="Exempelvägen 1, Örebro",
    email="region@example.se",
    web="www.example.se",
)


@dataclass(frozen=True, slots=True)
class Seed:
    kind: str
    source: str
    answers: dict[str, Any]


def read_seeds() -> tuple[Seed, ...]:
    files = ((DATA / f"{name}.json").read_text(encoding="utf-8") for name in NAMES)
    told = (json.loads(file) for file in files)
    return tuple(Seed(one["kind"], one["source"], one["answers"]) for one in told)


def renewed(value: Any, number: int) -> Any:
    """Return answers of the same shape in which every line of prose is a new one.

    What was set before is kept by the typesetter; new records have new text.
    """
    if isinstance(value, dict):
        return {key: renewed(part, number) for key, part in value.items()}
    if isinstance(value, list):
        return [renewed(part, number) for part in value]
    if isinstance(value, str):
        return PROSE.sub(rf"\g<0> {number}", value)
    return value


def sending(**recipients: Any) -> dict[str, Any]:
    """Return how a record goes out here: openly, in Swedish, as PDF and Word."""
    return {
        "classification": "open",
        "language": "sv",
        "attach": ["pdf", "docx"],
        "groups": [],
        "people": [],
        "typed": [],
        **recipients,
    }


def address(number: int, recipient: int) -> str:
    """Return an address nobody else has in this run."""
    return f"r{recipient}.{number}@example.se"
