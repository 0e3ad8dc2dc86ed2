"""Where people are real, nobody has a number that is published for tests."""

from typing import Any

from service.core.errors import Problems
from service.core.identity import is_test_number
from service.core.sentence import Sentence
from service.kinds.consent.model import Consent
from service.settings import Settings

NOBODYS = Sentence(
    "This is one of the tax agency's test numbers, which nobody has. Write the right"
    " number, or the day of birth alone."
)


def test_numbers_in(settings: Settings, consent: Consent) -> Problems:
    """Return a problem for each test number, at its field; none where they may be."""
    return {} if settings.test_numbers else numbers_of_nobody(consent)


def numbers_of_nobody(consent: Consent) -> Problems:
    found: dict[str | int, Any] = {}
    if is_test_number(consent.child_identity):
        found["child_identity"] = [NOBODYS]
    guardians = {
        place: {"identity": [NOBODYS]}
        for place, one in enumerate(consent.guardians)
        if is_test_number(one.identity)
    }
    return {**found, "guardians": guardians} if guardians else found
