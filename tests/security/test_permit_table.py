"""What the one table of permits must say, whoever changes it."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from uuid import uuid4

import pytest

from service.core import permit_words
from service.core.actor import FRESH_FOR, Actor, operator, require
from service.core.classification import Classification
from service.core.errors import Forbidden, FreshSignInNeeded
from service.core.permits import (
    ACTS,
    NEEDS_FRESH_SIGN_IN,
    RECORD_ACTS,
    SCOPES,
    Act,
    Relation,
    Role,
    Scope,
    may,
    reach,
)
from tests.house import NOW

NOBODY = Actor(uuid4(), uuid4(), "Ida")
ACTS_OF_SOMEBODY = set(Act) - {Act.ANYBODY}
NOT_FOR_PROGRAMS = {
    Act.ASK_MANY,
    Act.BREAK_GLASS,
    Act.SEE_PROTECTED,
    Act.SEE_LOOKS,
    Act.MANAGE_ACCOUNTS,
    Act.MANAGE_KEYS,
    Act.MANAGE_RETENTION,
    Act.ERASE,
    Act.EXPORT,
}


def acts_of(*roles: Role, scopes: frozenset[Scope] = frozenset()) -> set[Act]:
    held = frozenset(roles)
    return {act for act in Act if may(act, roles=held, scopes=scopes)}


def reached(act: Act, role: Role, secret=Classification.CONFIDENTIAL):
    return reach(act, roles=frozenset({role}), scopes=frozenset())[secret]


def who(act: Act) -> set[Role]:
    return {role for role in Role if act in acts_of(role)}


def test_every_act_is_somebody_s_and_stands_in_one_place():
    assert {act for act in ACTS_OF_SOMEBODY if not who(act)} == set()
    assert ACTS.keys() & RECORD_ACTS.keys() == set()
    assert ACTS.keys() | RECORD_ACTS.keys() == ACTS_OF_SOMEBODY


def test_without_a_role_and_without_a_scope_nothing_is_allowed():
    assert acts_of() == set()
    for act in ACTS_OF_SOMEBODY:
        with pytest.raises(Forbidden):
            require(NOBODY, act, now=NOW)


def test_the_auditor_reads_the_trail_and_not_one_record():
    common = set.intersection(*(acts_of(role) for role in Role))

    assert acts_of(Role.AUDITOR) == common | {Act.READ_AUDIT}
    assert who(Act.READ_AUDIT) == {Role.AUDITOR}


def test_the_operator_sees_no_content():
    common = set.intersection(*(acts_of(role) for role in Role))

    assert acts_of(Role.OPERATOR) == common | {Act.RUN_JOBS}


def test_the_administrator_reads_no_record_either():
    assert acts_of(Role.ADMINISTRATOR) & RECORD_ACTS.keys() == set()


def test_what_cannot_be_undone_is_the_registrar_s_alone_and_needs_a_fresh_proof():
    assert who(Act.ERASE) == who(Act.EXPORT) == {Role.REGISTRAR}
    assert who(Act.MANAGE_RETENTION) == {Role.REGISTRAR}
    assert {Act.ERASE, Act.EXPORT} <= NEEDS_FRESH_SIGN_IN


def test_only_registrars_and_administrators_see_who_is_protected():
    """The register's page says so in these words."""
    assert who(Act.SEE_PROTECTED) == {Role.REGISTRAR, Role.ADMINISTRATOR}


def test_roles_and_keys_are_the_administrator_s_alone():
    assert who(Act.MANAGE_ACCOUNTS) == who(Act.MANAGE_KEYS) == {Role.ADMINISTRATOR}


def test_nobody_reaches_a_colleague_s_confidential_record_but_the_registrar():
    for act in RECORD_ACTS:
        reaching = {r for r in Role if Relation.COLLEAGUE in reached(act, r)}
        assert reaching <= {Role.REGISTRAR}, act


def test_a_confidential_record_is_never_within_wider_reach_than_an_open_one():
    for act, by_role in RECORD_ACTS.items():
        for role in by_role:
            openly = reached(act, role, Classification.OPEN)
            assert reached(act, role) <= openly, (act, role)


def test_who_may_change_a_record_may_read_it():
    for act in RECORD_ACTS:
        for role in who(act):
            assert reached(act, role) <= reached(Act.READ_RECORD, role), (act, role)


def test_who_may_break_the_glass_can_read_what_is_behind_it():
    for role in who(Act.BREAK_GLASS):
        assert Relation.GLASS in reached(Act.READ_RECORD, role)
        assert Relation.COLLEAGUE not in reached(Act.READ_RECORD, role)


def test_readers_change_nothing_and_editors_only_what_is_near_them():
    changing = {Act.WRITE_RECORD, Act.SEND_RECORD}

    assert acts_of(Role.READER) & (changing | {Act.WRITE_REGISTER}) == set()
    for act in changing:
        for secret in Classification:
            assert reached(act, Role.EDITOR, secret) == {Relation.OWN, Relation.GROUP}


def test_one_more_role_never_takes_anything_away():
    for one, other in combinations(Role, 2):
        assert acts_of(one, other) == acts_of(one) | acts_of(other)


def test_no_key_does_what_only_people_may():
    assert acts_of(scopes=frozenset(Scope)) & NOT_FOR_PROGRAMS == set()


def test_every_scope_opens_something_of_its_own():
    for scope in set(Scope) - {Scope.CONFIDENTIAL}:
        assert SCOPES[scope] > {Act.SIGNED_IN}, scope
    for narrow, wide in (
        (Scope.READ_RECORDS, Scope.WRITE_RECORDS),
        (Scope.READ_REGISTER, Scope.WRITE_REGISTER),
    ):
        assert SCOPES[narrow] < SCOPES[wide]


def test_a_key_for_confidential_records_needs_another_scope_to_do_anything():
    assert acts_of(scopes=frozenset({Scope.CONFIDENTIAL})) == {Act.SIGNED_IN}
    for scopes in ({Scope.READ_RECORDS}, {Scope.READ_RECORDS, Scope.CONFIDENTIAL}):
        reaching = reach(Act.READ_RECORD, roles=frozenset(), scopes=frozenset(scopes))
        is_all = Relation.COLLEAGUE in reaching[Classification.CONFIDENTIAL]
        assert is_all == (Scope.CONFIDENTIAL in scopes)


@pytest.mark.parametrize("act", sorted(NEEDS_FRESH_SIGN_IN))
def test_a_fresh_proof_lasts_for_minutes_and_not_longer(act):
    registrar = replace(NOBODY, roles=frozenset({Role.REGISTRAR}))

    require(replace(registrar, proven_at=NOW - FRESH_FOR), act, now=NOW)
    too_old = NOW - FRESH_FOR - timedelta(microseconds=1)
    for stale in (replace(registrar, proven_at=too_old), registrar):
        with pytest.raises(FreshSignInNeeded):
            require(stale, act, now=NOW)
    with pytest.raises(FreshSignInNeeded):
        require(replace(registrar, proven_at=NOW), act)


def test_a_role_that_may_not_is_told_so_before_it_is_asked_for_a_proof():
    for act in NEEDS_FRESH_SIGN_IN:
        with pytest.raises(Forbidden):
            require(replace(NOBODY, roles=frozenset({Role.READER})), act, now=NOW)


def test_who_sits_at_the_machine_may_do_all_of_it():
    for act in ACTS_OF_SOMEBODY:
        require(operator(uuid4()), act, now=NOW)


def test_everything_in_the_table_has_a_name(small_house):
    speak = small_house.tools.speak("sv")
    tables = {
        Role: permit_words.ROLES,
        Scope: permit_words.SCOPES,
        Relation: permit_words.RELATIONS,
        Classification: permit_words.CLASSIFICATIONS,
    }

    assert permit_words.ACTS.keys() == ACTS_OF_SOMEBODY
    for members, names in {**tables, Act: permit_words.ACTS}.items():
        assert names.keys() >= set(members) - {Act.ANYBODY}
        assert all(sentence in speak.translations for sentence in names.values())
