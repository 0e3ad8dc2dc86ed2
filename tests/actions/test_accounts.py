"""Accounts: what counts at once, and what nobody does to themselves."""

import pytest
from sqlalchemy import select

from service.actions.access import get_account
from service.actions.accounts import (
    disable_account,
    enable_account,
    grant_role,
    list_accounts,
    show_account,
    take_role,
    without_sign_in,
)
from service.actions.founding import add_organisation
from service.actions.sessions import find_session
from service.actions.signing_in import Visit, sign_in_demo
from service.core.accounts import Source
from service.core.actor import SYSTEM, operator
from service.core.errors import Forbidden, Invalid, NotFound, Refused
from service.core.permits import Role
from service.core.records import Recipient
from service.store.tables.audit import AuditEventRow
from service.store.tables.register import RoleGrantRow
from tests.house import NOW


def test_a_role_counts_as_soon_as_it_is_given_and_no_longer_than_until_it_is_taken(
    house,
):
    alex = house.actor_of("alex.winter").account_id
    token = sign_in_demo(house.tools, alex, Visit(), now=NOW).token

    grant_role(house.tools, house.actor, alex, "registrar", now=NOW)
    assert roles(house, token) == {Role.EDITOR, Role.REGISTRAR}

    take_role(house.tools, house.actor, alex, "registrar", now=NOW)
    assert roles(house, token) == {Role.EDITOR}


def test_a_disabled_account_is_signed_out_everywhere_and_stays_out(house):
    alex = house.actor_of("alex.winter").account_id
    tokens = [sign_in_demo(house.tools, alex, Visit(), now=NOW).token for _ in range(2)]

    disable_account(house.tools, house.actor, alex, now=NOW)

    for token in tokens:
        with pytest.raises(NotFound):
            find_session(house.tools, token, now=NOW)
    with pytest.raises(NotFound):
        sign_in_demo(house.tools, alex, Visit(), now=NOW)
    with pytest.raises(NotFound):
        get_account(house.tools, alex)


def test_an_enabled_account_has_its_roles_and_not_its_old_sessions(small_house):
    alex = small_house.actor_of("alex.winter").account_id
    token = sign_in_demo(small_house.tools, alex, Visit(), now=NOW).token
    disable_account(small_house.tools, small_house.actor, alex, now=NOW)

    enable_account(small_house.tools, small_house.actor, alex, now=NOW)

    assert get_account(small_house.tools, alex).roles == {Role.EDITOR}
    with pytest.raises(NotFound):
        find_session(small_house.tools, token, now=NOW)


def test_nobody_locks_themselves_out(small_house):
    tools, ida = small_house.tools, small_house.actor

    with pytest.raises(Refused):
        disable_account(tools, ida, ida.account_id, now=NOW)
    with pytest.raises(Refused):
        take_role(tools, ida, ida.account_id, "administrator", now=NOW)
    take_role(tools, ida, ida.account_id, "operator", now=NOW)

    assert Role.ADMINISTRATOR in get_account(tools, ida.account_id).roles


def test_who_is_administrator_twice_over_may_give_one_of_them_back(small_house):
    tools, ida = small_house.tools, small_house.actor
    claim(small_house, ida.account_id, Role.ADMINISTRATOR)

    take_role(tools, ida, ida.account_id, "administrator", now=NOW)

    assert Role.ADMINISTRATOR in get_account(tools, ida.account_id).roles


def test_what_the_sign_in_service_says_is_not_taken_here(small_house):
    tools, ida = small_house.tools, small_house.actor
    alex = small_house.actor_of("alex.winter").account_id
    claim(small_house, alex, Role.AUDITOR)

    with pytest.raises(Refused):
        take_role(tools, ida, alex, "auditor", now=NOW)

    assert show_account(tools, ida, alex).has(Role.AUDITOR, Source.CLAIMS)


@pytest.mark.parametrize("role", ["", "king", "Administrator", "reader\n"])
def test_there_are_no_roles_but_those_of_the_table(small_house, role):
    alex = small_house.actor_of("alex.winter").account_id

    with pytest.raises(Invalid):
        grant_role(small_house.tools, small_house.actor, alex, role, now=NOW)
    with pytest.raises(Refused):
        take_role(small_house.tools, small_house.actor, alex, role, now=NOW)


def test_to_do_it_twice_is_to_do_it_once(small_house):
    tools, ida = small_house.tools, small_house.actor
    alex = small_house.actor_of("alex.winter").account_id

    for _ in range(2):
        grant_role(tools, ida, alex, "auditor", now=NOW)
        disable_account(tools, ida, alex, now=NOW)
    for _ in range(2):
        enable_account(tools, ida, alex, now=NOW)

    done = ["role granted", "account disabled", "account enabled"]
    assert noted(small_house, alex) == done


def test_the_trail_says_which_role_and_whose_by_ids_and_codes(small_house):
    alex = small_house.actor_of("alex.winter").account_id

    grant_role(small_house.tools, small_house.actor, alex, "auditor", now=NOW)

    with small_house.tools.look(SYSTEM) as session:
        told = session.scalars(
            select(AuditEventRow).where(AuditEventRow.what == "role granted")
        ).one()
    assert told.about == f"{alex} auditor"
    assert told.actor == str(small_house.actor.account_id)


def test_another_organisation_s_accounts_are_not_there(house):
    other = operator(add_organisation(house.tools, name="Grannkommunen"))
    alex = house.actor_of("alex.winter").account_id

    assert list_accounts(house.tools, other) == ()
    for do in (show_account, disable_account, enable_account):
        moment = {} if do is show_account else {"now": NOW}
        with pytest.raises(NotFound):
            do(house.tools, other, alex, **moment)
    for do in (grant_role, take_role):
        with pytest.raises(NotFound):
            do(house.tools, other, alex, "editor", now=NOW)


def test_only_administrators_look_after_accounts(small_house):
    alex = small_house.actor_of("alex.winter").account_id
    for mailbox in ("maja.lind", "alex.winter", "eva.dahl", "rolf.ek", "lena.frost"):
        with pytest.raises(Forbidden):
            grant_role(
                small_house.tools,
                small_house.actor_of(mailbox),
                alex,
                "administrator",
                now=NOW,
            )


def test_who_cannot_sign_in_is_known_before_something_is_sent(small_house):
    ida = Recipient("Ida Broman", "x@example.se", "sv", small_house.actor.person_id)
    typed = Recipient("Ida Broman", "ida.broman@example.se", "sv")

    def without(*asked):
        return without_sign_in(small_house.tools, small_house.actor, asked)

    assert without(ida, typed) == (typed,)
    administrator = operator(small_house.actor.organisation_id)
    disable_account(
        small_house.tools, administrator, small_house.actor.account_id, now=NOW
    )
    assert without(ida) == (ida,)


def claim(house, account_id, role):
    """Let the sign-in service say that an account has a role."""
    with house.tools.begin(SYSTEM) as work:
        work.session.add(
            RoleGrantRow(
                organisation_id=house.actor.organisation_id,
                account_id=account_id,
                role=role,
                source=Source.CLAIMS,
                granted_at=NOW,
            )
        )


def roles(house, token):
    return find_session(house.tools, token, now=NOW).roles


def noted(house, account_id):
    """Return what the trail says was done to an account, in order."""
    with house.tools.look(SYSTEM) as session:
        told = session.scalars(
            select(AuditEventRow.what)
            .where(AuditEventRow.about.startswith(str(account_id)))
            .order_by(AuditEventRow.id)
        )
        return list(told)
