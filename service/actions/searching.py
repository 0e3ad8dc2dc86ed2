"""Find records and people. A record is found by those who may read it, by none else."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from service.core.actor import Actor, require
from service.core.collation import key
from service.core.day import home_day
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.register import Group
from service.core.search import FoundPerson, FoundRecords, Sought
from service.forms.answers import load
from service.forms.search import SearchForm
from service.kinds import find_kind
from service.store import registry, searching
from service.tools import Tools


def search_records(
    tools: Tools, actor: Actor, answers: Mapping[str, Any], *, now: datetime
) -> FoundRecords:
    """Return a page of the records that fit: words in the title first, then the newest.

    `answers` are those to `SearchForm`. Raises Invalid.
    """
    require(actor, Act.READ_RECORD)
    sought = read_search(answers)
    with tools.look(actor) as session:
        return searching.find(session, tools.vault, actor, sought, now=now)


def search_people(
    tools: Tools, actor: Actor, words: str, *, now: datetime
) -> tuple[FoundPerson, ...]:
    """Return people, by name, whose name, title or organisation holds every word.

    Who may not see protected people does not find them. No words find nobody.
    """
    require(actor, Act.READ_REGISTER)
    if not words.strip():
        return ()
    with tools.look(actor) as session:
        found = registry.people(session, actor, search=words)
        in_groups = _groups_of(registry.groups(session, actor), today=home_day(now))
    return tuple(
        FoundPerson(person, tuple(in_groups.get(person.id, ()))) for person in found
    )


def savers(tools: Tools, actor: Actor, *, now: datetime) -> tuple[str, ...]:
    """Return, by name, who saved the records that one may read."""
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        return tuple(sorted(searching.savers(session, actor, now=now), key=key))


def read_search(answers: Mapping[str, Any]) -> Sought:
    """Return what is looked for. Raises Invalid."""
    sought = load(SearchForm(), answers)
    try:
        if sought["kind"]:
            find_kind(sought["kind"])
    except NotFound as problem:
        raise Invalid({"kind": [problem.said]}) from None
    return Sought(**{name: answer for name, answer in sought.items() if answer})


def _groups_of(groups: Iterable[Group], *, today: date) -> dict[UUID, list[str]]:
    """Return by person the names of the groups they are a member of today."""
    names: dict[UUID, list[str]] = {}
    for group in groups:
        for one in group.memberships:
            if one.since <= today and (one.until is None or one.until >= today):
                names.setdefault(one.person.id, []).append(group.name)
    return names
