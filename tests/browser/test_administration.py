"""People, roles and keys, seen on a phone in the dark and on a wide screen."""

from playwright.sync_api import expect

from service.actions.accounts import grant_role
from service.actions.register import list_groups
from service.core.permits import Role
from tests.actions.handing import give
from tests.actions.people import person
from tests.actions.test_accounts import claim
from tests.browser.looking import EVERYWHERE
from tests.browser.steps import sign_in
from tests.house import NOW


def test_the_administration_shuts_nobody_out(looking, small_house):
    alex = small_house.actor_of("alex.winter").account_id
    record_id = small_house.submit().record_id
    give(small_house, record_id, "alex.winter", note="Ring skolan först.")
    claim(small_house, alex, Role.READER)
    account = f"/administration/accounts/{alex}"
    with looking("admin", *EVERYWHERE) as looker:
        page = looker.page
        sign_in(page)
        looker.open(account, name="account")
        page.get_by_role("button", name="Ge rollen").click()
        looker.look("no-role-chosen")
        page.select_option("#role", "registrar")
        page.get_by_role("button", name="Ge rollen").click()
        expect(page.get_by_role("status")).to_contain_text("Rollen är given")
        page.get_by_role("button", name="Stäng kontot").click()
        looker.look("account-disabled")
        looker.open(f"/records/{record_id}", name="owner-has-left")
        looker.open(f"{account}/hand-over", name="hand-over-all")
        make_a_key(looker)


def test_who_is_masked_is_said_so_that_everybody_understands(looking, small_house):
    group = masked_member(small_house)
    with looking("masked", *EVERYWHERE) as looker:
        sign_in(looker.page, "Alex Winter")
        looker.open("/register/people", name="people")
        looker.open(f"/register/groups/{group}", name="group")


def make_a_key(looker) -> None:
    page = looker.page
    page.goto("/administration/keys")
    page.get_by_role("button", name="Gör nyckeln").click()
    looker.look("key-errors")
    page.fill("#name", "Diariet")
    page.get_by_label("Läsa handlingar").check()
    page.get_by_role("button", name="Gör nyckeln").click()
    expect(page.locator("#new-key")).to_contain_text("hs_")
    looker.look("key-made")


def masked_member(house):
    """Let a member come under protection; return the group's id."""
    alex = house.actor_of("alex.winter").account_id
    grant_role(house.tools, house.actor, alex, "secretary", now=NOW)
    [group, *_] = list_groups(house.tools, house.actor)
    hidden = group.memberships[0].person
    person(house, hidden.name, hidden.email, protected=True, person_id=hidden.id)
    return group.id
