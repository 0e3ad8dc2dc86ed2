"""The API keeps to its own document, whatever is asked of it.

`HANDSLAG_FUZZ_SECONDS=180` gives each database three minutes instead of a taste.
"""

import os

import pytest

from tests.api.server import serve
from tests.conftest import DATABASES
from tests.fuzz.fuzzing import fuzz
from tests.house import open_house

SECONDS = int(os.environ.get("HANDSLAG_FUZZ_SECONDS", "0"))
TASTE = {"seconds": 8, "generation": {"max-examples": 2, "deterministic": True}}


@pytest.mark.timeout(SECONDS + 120)
@pytest.mark.parametrize("kind", DATABASES)
def test_nothing_that_is_asked_breaks_the_api(services, tmp_path, kind):
    limits = {"seconds": SECONDS} if SECONDS else TASTE
    database = services.database(kind, tmp_path)
    with open_house(database, services, tmp_path) as house, serve(house) as server:
        outcome = fuzz(server, **limits)

    assert outcome.errors == []
    assert sorted(outcome.failures) == []
    assert {status for status in outcome.statuses if status >= 500} == set()
    # A run of nothing but refusals would prove nothing.
    assert outcome.share_that_worked > 0.15
    assert outcome.statuses.total() > 50
