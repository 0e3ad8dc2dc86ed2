"""Who comes from the provider, and as what: told by claims, never guessed."""

import json

import pytest
from sqlalchemy import select

from service.actions.accounts import disable_account, grant_role
from service.actions.founding import add_organisation
from service.core.actor import SYSTEM
from service.core.permits import Role
from service.store.tables.register import AccountRow, PersonRow, RoleGrantRow
from tests.auth.guests import guest_of, oidc
from tests.house import NOW, open_house

NO_ORGANISATION = "inte vilken organisation"


def account_of(house, subject: str = "ida-at-the-provider") -> AccountRow:
    with house.tools.look(SYSTEM) as session:
        wanted = AccountRow.subject == subject
        return session.scalars(select(AccountRow).where(wanted)).one()


def roles_of(house, account: AccountRow) -> dict[str, str]:
    with house.tools.look(SYSTEM) as session:
        wanted = RoleGrantRow.account_id == account.id
        rows = session.scalars(select(RoleGrantRow).where(wanted))
        return {row.role: row.source for row in rows}


def test_the_first_sign_in_makes_an_account(house, provider):
    guest = guest_of(house, provider)
    page = guest.sign_in("/records")

    assert page.path == "/records"
    account = account_of(house)
    assert (account.issuer, account.name) == (provider.issuer, "Ida Broman")
    assert account.unit == "Regional utveckling"
    assert account.signed_in_at is not None
    assert roles_of(house, account) == {"secretary": "claims"}


def test_the_next_sign_in_keeps_it_fresh(house, provider):
    guest_of(house, provider).sign_in()
    first = account_of(house)
    provider.person |= {"name": "Ida Ek", "unit": "Skola", "groups": ["handslag-audit"]}
    guest_of(house, provider).sign_in()

    second = account_of(house)
    assert second.id == first.id
    assert (second.name, second.unit) == ("Ida Ek", "Skola")
    assert roles_of(house, second) == {"auditor": "claims"}


def test_a_role_that_was_given_here_stays(house, provider):
    guest_of(house, provider).sign_in()
    account = account_of(house)
    grant_role(house.tools, house.actor, account.id, Role.READER, now=NOW)
    provider.person["groups"] = []
    guest_of(house, provider).sign_in()

    assert roles_of(house, account) == {"reader": "administrator"}


def test_a_verified_address_links_to_the_person_in_the_register(house, provider):
    guest_of(house, provider).sign_in()

    with house.tools.look(SYSTEM) as session:
        person = session.get(PersonRow, account_of(house).person_id)
        assert person.email == "ida.broman@example.se"


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_unverified_address_is_nobodys(guest, small_house, verified):
    guest.provider.person["email_verified"] = verified
    guest.sign_in()

    account = account_of(small_house)
    assert (account.email, account.person_id) == ("", None)


def test_an_address_is_never_a_key_to_an_account(guest, small_house):
    """Two people with one address are two accounts, and neither is the demo's Ida."""
    guest.sign_in()
    guest.provider.person["sub"] = "somebody else"
    guest_of(small_house, guest.provider).sign_in()

    ids = {account_of(small_house).id, account_of(small_house, "somebody else").id}
    assert len(ids | {small_house.actor.account_id}) == 3


def test_the_same_subject_at_another_provider_is_somebody_else(
    guest, small_house, services, tmp_path, other_provider
):
    guest.sign_in()
    first = account_of(small_house)
    url = small_house.settings.database_url
    with open_house(
        url, services, tmp_path / "second", **oidc(other_provider)
    ) as second:
        guest_of(second, other_provider).sign_in()

    with small_house.tools.look(SYSTEM) as session:
        same = AccountRow.subject == first.subject
        issuers = session.scalars(select(AccountRow.issuer).where(same)).all()
    assert sorted(issuers) == sorted([first.issuer, other_provider.issuer])


def test_without_a_role_one_is_told_whom_to_ask(guest):
    guest.provider.person["groups"] = ["something else"]
    page = guest.sign_in()

    assert page.status == 403
    assert "Du har ingen roll än" in page.text
    assert page.open("/records").status == 403
    assert page.send(to="/sign-out").path == "/signed-out"


def test_a_disabled_account_is_refused(guest, small_house):
    guest.sign_in()
    account = account_of(small_house)
    disable_account(small_house.tools, small_house.actor, account.id, now=NOW)
    assert guest.browser.open("/").status == 401

    page = guest.sign_in()
    assert page.status == 403
    assert "Ditt konto är stängt" in page.text


@pytest.mark.parametrize(
    "told", [None, "", "another region", 17, ["region-orebro", "region-2"], {"a": 1}]
)
def test_an_organisation_that_is_not_told_is_not_guessed(
    sqlite, services, tmp_path, provider, told
):
    two = json.dumps({"region-orebro": "232100-0164", "region-2": "another"})
    provider.person["organisation"] = told
    with open_house(
        sqlite, services, tmp_path, **oidc(provider, OIDC_ORGANISATIONS=two)
    ) as house:
        page = guest_of(house, provider).sign_in()

    assert page.status == 403
    assert NO_ORGANISATION in page.text


def test_an_organisation_that_is_not_here_is_refused(
    sqlite, services, tmp_path, provider
):
    away = oidc(provider, OIDC_ORGANISATIONS='{"region-orebro": "000000-0000"}')
    with open_house(sqlite, services, tmp_path, **away) as house:
        page = guest_of(house, provider).sign_in()

    assert page.status == 403
    assert "inte upplagd" in page.text


def test_whoever_moves_to_another_organisation_does_not_take_the_account(
    sqlite, services, tmp_path, provider
):
    with open_house(sqlite, services, tmp_path, **oidc(provider)) as house:
        guest_of(house, provider).sign_in()
        elsewhere = add_organisation(house.tools, name="En annan region")
    moved = oidc(provider, OIDC_ORGANISATIONS=f'{{"*": "{elsewhere}"}}')
    with open_house(sqlite, services, tmp_path / "later", **moved) as house:
        page = guest_of(house, provider).sign_in()

    assert page.status == 403
    assert "en annan organisation" in page.text


@pytest.mark.parametrize("name", [None, "", 17, "a\u0000b", "x" * 300])
def test_somebody_without_a_name_is_refused(guest, name):
    guest.provider.person["name"] = name
    page = guest.sign_in()

    assert page.status == 403
    assert "vad du heter" in page.text


def test_groups_that_are_too_many_to_tell_are_not_taken_for_none(guest):
    guest.provider.person["groups"] = None
    guest.provider.claims = {"_claim_names": {"groups": "src1"}}
    page = guest.sign_in()

    assert page.status == 403
    assert "för många grupper" in page.text


def test_claims_may_stand_elsewhere_and_deeper(sqlite, services, tmp_path, provider):
    places = {
        "organisation": "https://claims.example.se/org",
        "groups": ["realm_access", "roles"],
        "name": "displayName",
        "email_verified": "xms_edov",
    }
    provider.person = {
        "sub": "ida-at-the-provider",
        "displayName": "Ida Broman",
        "email": "ida.broman@example.se",
        "xms_edov": True,
        "https://claims.example.se/org": "region-orebro",
        "realm_access": {"roles": ["handslag-secretaries", "offline_access"]},
    }
    there = oidc(provider, OIDC_CLAIMS=json.dumps(places))
    with open_house(sqlite, services, tmp_path, **there) as house:
        assert guest_of(house, provider).sign_in().status == 200
        account = account_of(house)

    assert (account.name, account.email) == ("Ida Broman", "ida.broman@example.se")
