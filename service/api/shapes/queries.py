"""What can stand after the question mark."""

from datetime import UTC, datetime
from typing import Any

from service.core.sentence import Sentence
from service.forms.answers import Between, Form, Told, Whole
from service.forms.fields import choice
from service.kinds import KINDS

YEARS = range(1900, 2200)


def read_moment(text: str) -> datetime:
    """Return the moment that ISO 8601 spells, in UTC; ValueError says what is wrong."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = datetime.min.replace(tzinfo=UTC)
    if moment.year not in YEARS or moment.tzinfo is None:
        raise ValueError(Sentence("Write a moment like 2026-01-31T12:00:00Z."))
    return moment.astimezone(UTC)


class Moment(Told):
    """A moment; an empty one is no moment, unlike a question left blank on a page."""

    def _blank(self) -> Any:
        return self._read("")


class RecordQuery(Form):
    """`before` is the `saved_at` of the last record of the page before."""

    kind = choice(
        "Kind",
        [(kind.name, kind.label) for kind in KINDS.values()],
        required=False,
        default=None,
    )
    before = Moment(
        read_moment,
        load_default=None,
        metadata={"label": Sentence("Saved before"), "format": "date-time"},
    )
    limit = Whole(
        strict=True,
        validate=Between(min=1, max=100),
        load_default=50,
        metadata={"label": Sentence("At most")},
    )
