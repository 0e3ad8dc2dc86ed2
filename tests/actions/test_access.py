"""Keys of programs: shown once, known by their hash, useless once revoked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from service.actions.access import (
    create_api_key,
    demo_accounts,
    find_api_key,
    get_account,
    list_api_keys,
    revoke_api_key,
)
from service.core.errors import Forbidden, Invalid, NotFound
from service.core.permits import Scope
from tests.actions.test_submitting import as_stranger
from tests.house import NOW


def test_a_key_opens_its_organisation_and_nothing_personal(small_house):
    key = create(small_house)

    program = find_api_key(small_house.tools, key, now=NOW)

    assert program.organisation_id == small_house.actor.organisation_id
    assert program.account_id is None
    assert program.roles == frozenset()


def test_a_key_may_do_what_it_was_made_for(small_house):
    key = create(small_house, scopes=[Scope.READ_RECORDS, Scope.RUN_JOBS])
    [listed] = list_api_keys(small_house.tools, small_house.actor)

    program = find_api_key(small_house.tools, key, now=NOW)

    assert program.scopes == {Scope.READ_RECORDS, Scope.RUN_JOBS}
    assert program.key_id == listed.id
    assert program.label == f"key:{listed.id}"


@pytest.mark.parametrize("scopes", [[], [""], ["records:read", "records:all"]])
def test_a_key_is_for_something_that_is_in_the_table(small_house, scopes):
    with pytest.raises(Invalid) as refused:
        create(small_house, scopes=scopes)

    assert list(refused.value.problems) == ["scopes"]


def test_only_administrators_make_and_see_keys(small_house):
    others = ("maja.lind", "alex.winter", "eva.dahl", "rolf.ek", "lena.frost")
    for other in map(small_house.actor_of, others):
        with pytest.raises(Forbidden):
            create(replace(small_house, actor=other))
        with pytest.raises(Forbidden):
            list_api_keys(small_house.tools, other)


def test_a_key_makes_no_keys(small_house):
    key = create(small_house, scopes=list(Scope))
    program = find_api_key(small_house.tools, key, now=NOW)

    with pytest.raises(Forbidden):
        create(replace(small_house, actor=program))


def test_the_database_holds_no_key_that_works(small_house):
    key = create(small_house)

    with small_house.engine.connect() as connection:
        [row] = connection.execute(text("SELECT * FROM api_key")).all()
    assert key not in map(str, row)


@pytest.mark.parametrize("wrong", ["", "hs_", "hs_x", "hs_å", "\ud800"])
def test_what_is_no_key_opens_nothing(small_house, wrong):
    create(small_house)

    with pytest.raises(NotFound):
        find_api_key(small_house.tools, wrong, now=NOW)


def test_a_revoked_key_is_useless_at_once(house):
    key = create(house)
    [listed] = list_api_keys(house.tools, house.actor)

    revoke_api_key(house.tools, house.actor, listed.id, now=NOW)

    with pytest.raises(NotFound):
        find_api_key(house.tools, key, now=NOW)


def test_nobody_revokes_another_organisation_s_key(house):
    create(house)
    [listed] = list_api_keys(house.tools, house.actor)
    stranger = as_stranger(house).actor

    assert list_api_keys(house.tools, stranger) == ()
    with pytest.raises(NotFound):
        revoke_api_key(house.tools, stranger, listed.id, now=NOW)


def test_a_key_in_use_can_be_told_from_a_forgotten_one(small_house):
    key = create(small_house)
    for day in range(2):
        find_api_key(small_house.tools, key, now=NOW + timedelta(days=day))

    [listed] = list_api_keys(small_house.tools, small_house.actor)

    assert listed.last_used_at == NOW + timedelta(days=1)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101, "a\u202eb"])
def test_a_key_needs_a_name_that_can_be_read(small_house, name):
    with pytest.raises(Invalid) as refused:
        create(small_house, name=name)

    assert list(refused.value.problems) == ["name"]


def test_an_account_is_found_by_its_id_alone(small_house):
    [account, *_] = demo_accounts(small_house.tools)

    assert get_account(small_house.tools, account.id) == account
    with pytest.raises(NotFound):
        get_account(small_house.tools, account.organisation_id)


def create(house, name="Diary", scopes=(Scope.READ_RECORDS,)):
    return create_api_key(house.tools, house.actor, name=name, scopes=scopes, now=NOW)
