"""What is said in a consent is left nowhere that it does not belong (P23)."""

from tests.consent.asking import (
    HERE,
    KARIM,
    SARA,
    answer,
    answering,
    asked,
    given,
    let_in,
    take_back,
    token_of,
)
from tests.house import NOW
from tests.security.canary.listening import (
    content_below,
    in_redis,
    in_tables,
    logged,
    names_below,
)

YES = ("yes", "yes", "yes")
SAID = {"exclusions": "kanarie1fink", "voice": "kanarie2fink"}
BIRDS = (*SAID.values(), "kanarie3fink", "Alma", "Karim", "karim.haddad")


def test_answers_and_names_stand_in_sealed_places_and_in_mails_only(small_house):
    house = small_house
    with logged() as log:
        record_id = asked(house, purpose="kanarie3fink")
        token = let_in(house, token_of(house, record_id, SARA))
        answering.answer(
            house.tools,
            token,
            given(house, token, SARA, *YES, **SAID),
            browser=HERE,
            language="sv",
            now=NOW,
        )
        house.work()
        answer(house, record_id, KARIM, *YES)
        house.work()
        take_back(house, record_id, KARIM)
        house.work()

    var = house.settings.var
    for place in (
        log.getvalue().encode(),
        in_redis(house.settings.redis_url),
        names_below(var).encode(),
        content_below(var / "files"),
        in_tables(house.engine).encode(),
    ):
        assert place
        assert [bird for bird in BIRDS if bird.encode() in place] == []
