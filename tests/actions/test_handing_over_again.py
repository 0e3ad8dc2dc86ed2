"""A handover asked for twice, and what nobody keeps who has handed a record over."""

from dataclasses import replace
from functools import partial

import pytest

from service.actions.drafts import correct, get_draft
from service.actions.handing_over import hand_back
from service.core.actor import Actor
from service.core.errors import NotFound
from service.core.permits import Role, Scope
from tests.actions.handing import give, give_to, noted, owner
from tests.consent.test_at_once import at_once
from tests.house import NOW, sending

ALEX = "alex.winter"
SECRET = sending(classification="confidential", attach=[], typed=[])


@pytest.fixture
def ida(house) -> Actor:
    return replace(house.actor, roles=frozenset({Role.EDITOR}))


def test_a_double_click_at_the_same_moment_hands_over_once(house, ida):
    record_id = house.submit(sending=SECRET).record_id

    told = at_once([partial(give, house, record_id, ALEX, by=ida)] * 4)

    assert told == [False] * 4
    assert len(noted(house, "handed over")) == 1


def test_a_double_click_hands_back_once(house, ida):
    record_id = house.submit(sending=SECRET).record_id
    give(house, record_id, ALEX, by=ida)
    alex = replace(house.actor_of(ALEX), roles=frozenset({Role.EDITOR}))

    back = partial(hand_back, house.tools, alex, record_id, now=NOW)

    assert at_once([back] * 4) == [False] * 4
    assert owner(house, record_id) == ida.account_id
    assert len(noted(house, "handed over")) == 2


def test_a_program_that_asks_again_does_not_hand_back_what_was_handed_back(
    small_house,
):
    record_id = small_house.submit().record_id
    program = replace(
        small_house.actor,
        account_id=None,
        roles=frozenset(),
        scopes=frozenset({Scope.WRITE_RECORDS}),
    )
    alex = small_house.actor_of(ALEX).account_id
    give_to(small_house, record_id, alex, by=program)

    for _ in range(2):
        hand_back(small_house.tools, program, record_id, now=NOW)

    assert owner(small_house, record_id) == small_house.actor.account_id
    give_to(small_house, record_id, alex, by=program)
    hand_back(small_house.tools, program, record_id, now=NOW)
    assert owner(small_house, record_id) == small_house.actor.account_id


def test_a_correction_begun_goes_along_and_is_read_by_nobody_else(house, ida):
    tools = house.tools
    record_id = house.submit(sending=SECRET).record_id
    draft = correct(tools, ida, record_id, now=NOW)
    other = correct(tools, ida, house.submit().record_id, now=NOW)

    give(house, record_id, ALEX, by=ida)

    with pytest.raises(NotFound):
        get_draft(tools, ida, draft.id)
    assert get_draft(tools, house.actor_of(ALEX), draft.id).answers == draft.answers
    assert get_draft(tools, ida, other.id).id == other.id
