"""The API keeps to its own document, whatever is asked of it, and to its walls.

`HANDSLAG_FUZZ_SECONDS=180` gives each database and each of two organisations three
minutes instead of a taste; about every third id that is named is the other one's.
"""

import os

import pytest

from tests.api.server import serve
from tests.conftest import DATABASES
from tests.fuzz.fuzzing import Side, fuzz
from tests.house import open_house
from tests.security.matrix.world import CANARY, OUR_WORD, World, build

SECONDS = int(os.environ.get("HANDSLAG_FUZZ_SECONDS", "0"))
TASTE = {"seconds": 12, "generation": {"max-examples": 2, "deterministic": True}}
BOTH = [(kind, who) for kind in DATABASES for who in ("ours", "theirs")]
EACH_ONCE = list(zip(DATABASES, ("ours", "theirs"), strict=True))


@pytest.mark.timeout(SECONDS + 120)
@pytest.mark.parametrize(("kind", "who"), BOTH if SECONDS else EACH_ONCE)
def test_nothing_that_is_asked_breaks_the_api(services, tmp_path, kind, who):
    limits = {"seconds": SECONDS} if SECONDS else TASTE
    database = services.database(kind, tmp_path)
    with open_house(database, services, tmp_path) as house:
        side = sides(build(house))[who]
        with serve(house) as server:
            outcome = fuzz(server, side, **limits)

    assert outcome.errors == []
    assert sorted(outcome.failures) == []
    assert outcome.leaks == set()
    assert {status for status in outcome.statuses if status >= 500} == set()
    # A run of nothing but refusals would prove nothing, nor one without foreign ids.
    assert outcome.share_that_worked > 0.15
    assert outcome.statuses.total() > 30
    assert outcome.foreign_ids > 3


def sides(world: World) -> dict[str, Side]:
    return {
        "ours": Side(world.keys["ours"], world.theirs, CANARY),
        "theirs": Side(world.keys["theirs"], world.ours, OUR_WORD),
    }
