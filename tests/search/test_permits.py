"""Whoever may not read a record does not find it, by no word and no filter."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from service.actions.founding import add_organisation
from service.actions.register import list_groups, list_people
from service.actions.searching import savers, search_people, search_records
from service.core.actor import Actor
from service.core.errors import Forbidden
from service.core.permits import Role
from service.store.search_index import open_index
from service.store.walls import Wall
from service.store.work import make_look
from tests.actions.people import person
from tests.house import NOW
from tests.search.looking_for import found, written

SECRET = {"classification": "confidential", "attach": []}


@pytest.fixture
def colleague(house):
    return house.actor_of("alex.winter")


def test_a_confidential_record_is_not_found_by_a_colleague(house, colleague):
    secret = written(house, title="Hemligt ärende", to=SECRET)

    assert found(house, "hemlig") == [secret]
    assert found(house, "hemlig", actor=colleague) == []
    assert found(house, kind="minutes", actor=colleague) == []
    assert savers(house.tools, colleague, now=NOW) == ()


def test_a_confidential_record_is_found_by_a_member_of_its_group(house, colleague):
    group = list_groups(house.tools, house.actor)[0]
    member = replace(colleague, person_id=group.memberships[0].person.id)
    secret = written(
        house, title="Hemligt ärende", to={**SECRET, "groups": [str(group.id)]}
    )

    assert found(house, "hemlig", actor=member) == [secret]
    assert found(house, group=str(group.id), actor=member) == [secret]
    assert found(house, "hemlig", actor=colleague) == []


def test_another_organisation_finds_nothing(house):
    written(house, title="Vårt eget")
    stranger = as_stranger(house)

    assert found(house, "vårt", actor=stranger) == []
    assert found(house, actor=stranger) == []
    assert search_people(house.tools, stranger, "Ida", now=NOW) == ()


def test_who_may_read_no_record_may_not_search(house):
    nobody = replace(house.actor, roles=frozenset({Role.AUDITOR}))

    with pytest.raises(Forbidden):
        search_records(house.tools, nobody, {}, now=NOW)
    with pytest.raises(Forbidden):
        search_people(house.tools, nobody, "Ida", now=NOW)


def test_the_same_word_is_another_hash_in_another_organisation(house):
    written(house, title="Gemensamt")
    ours = _words(house)
    theirs = replace(house, actor=as_stranger(house))
    written(theirs, title="Gemensamt")

    assert ours.isdisjoint(_words(house) - ours)
    assert len(_words(house)) > len(ours)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_function_that_reads_the_index_keeps_the_wall_alone(house):
    """It runs as the tables' owner, past row security."""
    record, ours = written(house, title="Vårt eget"), house.actor.organisation_id
    [asked] = open_index(house.tools.vault, ours).hashed(["=eget"])
    found = select(func.found_records(ours, asked).column_valued())
    look = make_look(house.engine, walls=frozenset({Wall.DATABASE}))

    with look(house.actor) as session:
        assert session.scalars(found).all() == [record]
    with look(as_stranger(house)) as session:
        assert session.scalars(found).all() == []


def test_the_index_holds_no_word_of_a_record(house):
    written(house, title="Hemligt ärende", to=SECRET)

    assert all(set(word) <= set("abcdefghijklmnop") for word in _words(house))
    assert {len(word) for word in _words(house)} == {12}


def test_people_are_found_with_their_groups_of_today(house):
    [found_one] = search_people(house.tools, house.actor, "broman IDA", now=NOW)

    assert found_one.person.name == "Ida Broman"
    assert "Temagrupp barn och unga" in found_one.groups


def test_a_protected_person_is_found_only_by_who_may_see_them(house):
    person(house, "Ylva Skyddad", "ylva.s@example.se", protected=True)
    reader = house.actor_of("lena.frost")

    [known] = search_people(house.tools, house.actor, "skyddad", now=NOW)
    assert known.person.protected
    assert search_people(house.tools, reader, "skyddad", now=NOW) == ()
    assert list_people(house.tools, reader, search="skyddad") == ()


def as_stranger(house) -> Actor:
    """Return somebody of another organisation with every role."""
    owner = add_organisation(house.tools, name="Grannkommunen")
    return Actor(owner, None, "Granne", roles=frozenset(Role))


def _words(house) -> set[str]:
    with house.engine.connect() as connection:
        rows = connection.execute(text("SELECT words FROM search_entry"))
        return {word for row in rows for word in row.words.split()}
