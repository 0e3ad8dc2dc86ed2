"""Lists of names stand in Swedish order on both databases, W after V."""

from service.actions.founding import add_organisation, list_organisations
from service.actions.register import (
    add_membership,
    add_unit,
    list_groups,
    list_people,
    list_units,
    save_group,
)
from tests.actions.people import person
from tests.house import NOW

NAMES = ["Öberg", "åkesson", "Éva", "Wik", "Eva", "Ängö", "Vik", "Zorn", "Evert"]
IN_ORDER = ["Eva", "Éva", "Evert", "Vik", "Wik", "Zorn", "åkesson", "Ängö", "Öberg"]


def test_people_and_members_stand_in_swedish_order(house):
    group = save_group(
        house.tools, house.actor, {"name": "Grupp", "type": "local"}, now=NOW
    )
    for name in NAMES:
        member = {
            "person_id": str(person(house, name, "")),
            "since": "2020-01-01",
        }
        add_membership(house.tools, house.actor, group, member, now=NOW)

    assert _ours(list_people(house.tools, house.actor)) == IN_ORDER
    [ours] = [one for one in list_groups(house.tools, house.actor) if one.id == group]
    assert [one.person.name for one in ours.memberships] == IN_ORDER


def test_groups_units_and_organisations_stand_in_swedish_order(house):
    for name in NAMES:
        add_unit(house.tools, house.actor, {"name": name}, now=NOW)
        save_group(house.tools, house.actor, {"name": name, "type": "local"}, now=NOW)
        add_organisation(house.tools, name=name)

    assert _ours(list_units(house.tools, house.actor)) == IN_ORDER
    assert _ours(list_groups(house.tools, house.actor)) == IN_ORDER
    assert _ours(list_organisations(house.tools)) == IN_ORDER


def _ours(listed):
    return [one.name for one in listed if one.name in NAMES]
