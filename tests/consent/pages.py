"""A consent filled in on its pages, as somebody without scripts would."""

from typing import Any

from service.forms.posted import values_of
from service.kinds.consent import KIND
from tests.consent.asking import answers


def filled(**changes: Any) -> dict[str, Any]:
    """Return what the form posts for these answers; boxes are several of one name."""
    posted = values_of(KIND.schema, answers(**changes))
    return {
        name: text.split("\n") if _is_several(name) else text
        for name, text in posted.items()
    }


def _is_several(name: str) -> bool:
    return name.rpartition("-")[2] in ("cooperation", "information")
