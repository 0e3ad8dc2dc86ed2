"""How the latest words of those who decide become one verdict per cell, by the rule."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from service.core.consent import Cell, Question, Rule, Said

Latest = Mapping[UUID, Said]  # the last word of each who decides


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Decision:
    """What applies to one cell. `rests_on` is the event that settled it, 0 if none."""

    verdict: Verdict
    rests_on: int = 0


def decide(question: Question, latest: Latest) -> dict[Cell, Decision]:
    """Return what applies to each cell that was asked, by the rule."""
    combine = RULES[question.rule]
    return {cell: combine(cell, latest, question) for cell in question.cells}


def latest_words(question: Question, said: Iterable[Said]) -> Latest:
    """Return the last word of each who decides; words of others count for nothing."""
    ours = (one for one in said if one.by in question.deciders)
    return {one.by: one for one in sorted(ours, key=lambda one: one.sequence)}


def _all_agree(cell: Cell, latest: Latest, question: Question) -> Decision:
    return _all_of(question.deciders, cell, latest)


def _all_of(people: frozenset[UUID], cell: Cell, latest: Latest) -> Decision:
    said = [one for one in latest.values() if one.by in people]
    against = [one for one in said if cell not in one.allowed]
    if against:
        return _against(against)
    if len(said) < len(people) or not said:
        return Decision(Verdict.WAITING)
    return Decision(Verdict.YES, max(one.sequence for one in said))


def _one_is_enough(cell: Cell, latest: Latest, question: Question) -> Decision:
    """One guardian is; a child whose own answer is asked for has to say yes as well."""
    guardians = _any_of(question.deciders - question.children, cell, latest)
    if not question.children:
        return guardians
    both = (guardians, _all_of(question.children, cell, latest))
    if all(one.verdict is Verdict.YES for one in both):
        return Decision(Verdict.YES, max(one.rests_on for one in both))
    return next(one for verdict in CLOSING for one in both if one.verdict is verdict)


def _any_of(people: frozenset[UUID], cell: Cell, latest: Latest) -> Decision:
    said = [one for one in latest.values() if one.by in people]
    allowing = [one.sequence for one in said if cell in one.allowed]
    against = [one for one in said if cell not in one.allowed]
    if allowing and against:
        return Decision(Verdict.CONFLICT, max(one.sequence for one in said))
    if allowing:
        return Decision(Verdict.YES, min(allowing))
    if len(against) < len(people) or not against:
        return Decision(Verdict.WAITING)
    return _against(against)


def _against(against: list[Said]) -> Decision:
    newest = max(against, key=lambda one: one.sequence)
    taken_back = any(one.is_withdrawal for one in against)
    verdict = Verdict.WITHDRAWN if taken_back else Verdict.NO
    return Decision(verdict, newest.sequence)


# Where two must be yes, the first of these that either is says what both are.
CLOSING = (Verdict.WITHDRAWN, Verdict.NO, Verdict.CONFLICT, Verdict.WAITING)
Combine = Callable[[Cell, Latest, Question], Decision]
RULES: Mapping[Rule, Combine] = {
    Rule.ALL: _all_agree,
    Rule.CHILD: _all_agree,  # the child is the only one who decides
    Rule.WITHOUT: _all_agree,  # of those who are not left out
    Rule.ANY: _one_is_enough,
}
