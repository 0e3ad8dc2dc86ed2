"""The register: what is kept of whom, and that it is nobody else's to see."""

from datetime import date

import pytest

from service.actions.register import (
    add_membership,
    add_unit,
    end_membership,
    get_group,
    get_organisation,
    get_person,
    list_groups,
    list_people,
    list_units,
    save_group,
    save_organisation,
    save_person,
)
from service.actions.submitting import recipients_of
from service.core.errors import Invalid, NotFound
from tests.actions.test_submitting import as_stranger
from tests.house import NOW, sending

ELSA = {"name": "Elsa Berg", "email": "elsa.berg@example.se", "language": "en"}


def test_a_membership_counts_from_its_first_day_to_its_last(house):
    """Mutant: a member of last year, who still gets this year's minutes."""
    tools, actor = house.tools, house.actor
    group = save_group(tools, actor, {"name": "Ny", "type": "working"}, now=NOW)
    person = save_person(tools, actor, ELSA, now=NOW).person.id
    wish = sending(groups=[str(group)], typed=[])
    today, tomorrow = NOW.date(), date(2026, 3, 3)
    later = membership(person, since=tomorrow)
    add_membership(tools, actor, group, later, now=NOW)

    assert recipients_of(tools, actor, wish, now=NOW) == ()
    current = add_membership(
        tools, actor, group, membership(person, since=today), now=NOW
    )
    assert len(recipients_of(tools, actor, wish, now=NOW)) == 1
    end_membership(tools, actor, current, until=today, now=NOW)
    assert len(recipients_of(tools, actor, wish, now=NOW)) == 1
    with pytest.raises(Invalid):
        end_membership(tools, actor, current, until=date(2026, 3, 1), now=NOW)


def test_a_search_finds_letters_as_they_stand(house):
    """T18: % and _ are letters, and Ö is found as ö."""
    for name in ("100 % Bo", "a_b", "ÖRJAN"):
        save_person(house.tools, house.actor, {**ELSA, "name": name}, now=NOW)

    found = {
        search: [p.name for p in list_people(house.tools, house.actor, search=search)]
        for search in ("%", "_", "a_b", "örjan", "orjan' OR 1=1")
    }

    assert found == {
        "%": ["100 % Bo"],
        "_": ["a_b"],
        "a_b": ["a_b"],
        "örjan": ["ÖRJAN"],
        "orjan' OR 1=1": [],
    }


def test_another_organisation_sees_none_of_it(house):
    tools, stranger = house.tools, as_stranger(house).actor
    [person, *_] = list_people(tools, house.actor)
    [group, *_] = list_groups(tools, house.actor)

    assert list_people(tools, stranger) == ()
    assert list_groups(tools, stranger) == ()
    assert list_units(tools, stranger) == ()
    assert get_organisation(tools, stranger).name == "Grannkommunen"
    for reach in (
        lambda: get_person(tools, stranger, person.id),
        lambda: get_group(tools, stranger, group.id),
        lambda: save_person(tools, stranger, ELSA, person_id=person.id, now=NOW),
        lambda: add_membership(
            tools, stranger, group.id, membership(person.id), now=NOW
        ),
        lambda: end_membership(
            tools, stranger, group.memberships[0].id, until=NOW.date(), now=NOW
        ),
    ):
        with pytest.raises(NotFound):
            reach()


def test_a_stranger_cannot_become_a_member(house):
    theirs = as_stranger(house)
    person = save_person(theirs.tools, theirs.actor, ELSA, now=NOW).person.id
    [group, *_] = list_groups(house.tools, house.actor)

    with pytest.raises(Invalid) as refused:
        add_membership(house.tools, house.actor, group.id, membership(person), now=NOW)

    assert list(refused.value.problems) == ["person_id"]


def test_what_is_saved_is_what_is_read(small_house):
    tools, actor = small_house.tools, small_house.actor
    save_organisation(tools, actor, {"name": "Ny Region"}, now=NOW)
    unit = add_unit(tools, actor, {"name": "Barnhälsa"}, now=NOW)
    person = save_person(tools, actor, ELSA, now=NOW).person.id

    assert get_organisation(tools, actor).name == "Ny Region"
    assert unit in [one.id for one in list_units(tools, actor)]
    assert get_person(tools, actor, person).email == ELSA["email"]


def membership(person, *, since=None):
    day = since or NOW.date()
    return {"person_id": str(person), "role": "member", "since": day.isoformat()}
