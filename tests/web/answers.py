"""Answers as a page posts them."""

from typing import Any

from service.forms.posted import values_of
from service.kinds import find_kind
from tests.house import seed


def filled(kind: str = "minutes", **changes: Any) -> dict[str, str]:
    """Return a real record's fields; `changes` are fields by their posted names."""
    return {**values_of(find_kind(kind).schema, seed(kind)), **changes}


SENDING = {
    "classification": "open",
    "language": "sv",
    "attach": ["pdf", "docx"],
    "typed-0-name": "Ylva Rosén",
    "typed-0-email": "ylva.rosen@example.se",
    "typed-0-language": "sv",
}
