"""The permit table in words: read from the table itself, never written twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.core import permit_words as named
from service.core.classification import Classification
from service.core.permits import ACTS, RECORD_ACTS, Act, Reach, Relation, Role
from service.core.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Reached:
    """Which records an act reaches: `which` is empty when it is the same for all."""

    which: tuple[Sentence, ...]
    how: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Permit:
    act: Sentence
    reach: tuple[Reached, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role and all it may do beyond what everybody may."""

    role: Role
    name: Sentence
    permits: tuple[Permit, ...]


def everybody() -> tuple[Permit, ...]:
    """Return what whoever has any role may do."""
    return tuple(Permit(named.ACTS[act]) for act in _common())


def role_lines() -> tuple[RoleLine, ...]:
    return tuple(
        RoleLine(role, named.ROLES[role], tuple(_permits(role))) for role in Role
    )


def _common() -> tuple[Act, ...]:
    return tuple(act for act in Act if ACTS.get(act) == frozenset(Role))


def _permits(role: Role) -> Iterator[Permit]:
    for act in Act:
        if act in RECORD_ACTS and role in RECORD_ACTS[act]:
            yield Permit(named.ACTS[act], _reached(RECORD_ACTS[act][role]))
        elif role in ACTS.get(act, ()) and act not in _common():
            yield Permit(named.ACTS[act])


def _reached(reach: Reach) -> tuple[Reached, ...]:
    """Say classifications of the same reach together."""
    by_relations: dict[frozenset[Relation], list[Classification]] = {}
    for classification in Classification:
        by_relations.setdefault(reach[classification], []).append(classification)
    is_uniform = len(by_relations) == 1
    return tuple(
        Reached(
            () if is_uniform else tuple(named.CLASSIFICATIONS[one] for one in alike),
            _how(relations),
        )
        for relations, alike in by_relations.items()
        if relations
    )


def _how(relations: frozenset[Relation]) -> tuple[Sentence, ...]:
    """Colleagues reach everything, so nothing else needs to be said beside it."""
    if Relation.COLLEAGUE in relations:
        return (named.RELATIONS[Relation.COLLEAGUE],)
    return tuple(named.RELATIONS[one] for one in Relation if one in relations)
