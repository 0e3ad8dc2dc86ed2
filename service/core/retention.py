"""How long a record is kept: a plan as values, and days as the law counts them.

A period in years ends on the day with the same number as it began on, and where there
is no such day on the last of the month: lag (1930:173) om beräkning av lagstadgad tid,
1 §. The day after is the first on which a record may go.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from service.core.sentence import Sentence

LONGEST_YEARS = 150
OF_AGE = 18
YEARS_AHEAD = 10


class Disposal(StrEnum):
    KEEP = "keep"
    ERASE = "erase"


class Event(StrEnum):
    """What a period is counted from. A decision's day is the record's own."""

    DECISION = "decision"
    CASE_CLOSED = "case_closed"
    WITHDRAWAL = "withdrawal"
    EIGHTEENTH_BIRTHDAY = "eighteenth_birthday"


# The first of each pair is the value that is stored; the second, the English label.
EVENTS = (
    (Event.DECISION, Sentence("The decision or the meeting")),
    (Event.CASE_CLOSED, Sentence("The case was closed")),
    (Event.WITHDRAWAL, Sentence("It was withdrawn")),
    (Event.EIGHTEENTH_BIRTHDAY, Sentence("The child's 18th birthday")),
)
AFTER = {
    Event.DECISION: Sentence("the decision or the meeting"),
    Event.CASE_CLOSED: Sentence("the case was closed"),
    Event.WITHDRAWAL: Sentence("it was withdrawn"),
    Event.EIGHTEENTH_BIRTHDAY: Sentence("the child's 18th birthday"),
}
SET_BY_HAND = tuple(event for event in Event if event is not Event.DECISION)
OUTCOMES = (
    ("granted", Sentence("Granted")),
    ("refused", Sentence("Refused")),
    ("completed", Sentence("Completed")),
    ("discontinued", Sentence("Discontinued")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line of a plan. No outcome means any; `years` and `event` go with erasing."""

    id: UUID
    kind: str
    outcome: str = ""
    disposal: Disposal
    years: int = 0
    event: Event = Event.DECISION
    plan: str
    began_at: datetime
    ended_at: datetime | None = None

    @property
    def said(self) -> Sentence:
        if self.disposal is Disposal.KEEP:
            return Sentence("Kept for good")
        return said_erased(self.years, self.event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What retention has to know of one record, and no more."""

    record_id: UUID
    kind: str
    dates: Mapping[Event, date]
    outcome: str = ""
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """How long one record stays. Without a `rule` it is kept, as no plan says more.

    `goes_on` is the first day it may be erased; None when it is kept for good, or when
    the day that its period counts from is not known.
    """

    facts: Facts
    rule: Rule | None = None
    event_on: date | None = None
    goes_on: date | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether it would go some day, if somebody wrote down what happened when."""
        erases = self.rule is not None and self.rule.disposal is Disposal.ERASE
        return erases and self.goes_on is None

    def is_ripe(self, today: date) -> bool:
        """Whether its period has passed, held or not."""
        return self.goes_on is not None and self.goes_on <= today

    def is_due(self, today: date) -> bool:
        return self.is_ripe(today) and not self.facts.is_held


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many records become due when: `years` holds this year and the coming ones."""

    due: int
    held: int
    waiting: int
    kept: int
    later: int
    years: tuple[tuple[int, int], ...]


def said_erased(years: int, event: Event) -> Sentence:
    """Return what a rule that erases says."""
    if years == 1:
        return Sentence("Erased one year after {event}", event=AFTER[event])
    return Sentence(
        "Erased {years} years after {event}", years=str(years), event=AFTER[event]
    )


def anniversary(day: date, years: int) -> date:
    """Return the day with the same number `years` later; of 29 February it is the 28th
    in a year that has no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def first_day_after(event_on: date, *, years: int) -> date:
    """Return the first day after a period of `years` that began with `event_on`."""
    return anniversary(event_on, years) + timedelta(days=1)


def eighteenth_birthday(born_on: date) -> date:
    return anniversary(born_on, OF_AGE)


def born_on(eighteenth: date) -> date:
    return anniversary(eighteenth, -OF_AGE)


def term(facts: Facts, rules: Iterable[Rule]) -> Term:
    """Return how long a record stays by the rules in force.

    A rule for its very outcome goes before one for any. Between rules that say the same
    of the same records the longer period counts: nothing goes for a slip of the pen.
    """
    fitting = [rule for rule in rules if _fits(rule, facts)]
    if not fitting:
        return Term(facts)
    rule = max(fitting, key=_precedence)
    if rule.disposal is Disposal.KEEP:
        return Term(facts, rule)
    event_on = facts.dates.get(rule.event)
    if event_on is None:
        return Term(facts, rule)
    goes_on = first_day_after(event_on, years=rule.years)
    return Term(facts, rule, event_on, goes_on)


def outlook(terms: Iterable[Term], *, today: date) -> Outlook:
    """Return the picture of the coming years. Each record is counted once."""
    heaps = Counter(_heap(one, today) for one in terms)
    coming = range(today.year, today.year + YEARS_AHEAD)
    return Outlook(
        due=heaps["due"],
        held=heaps["held"],
        waiting=heaps["waiting"],
        kept=heaps["kept"],
        later=heaps["later"],
        years=tuple((year, heaps[year]) for year in coming),
    )


def _fits(rule: Rule, facts: Facts) -> bool:
    same = rule.kind == facts.kind and rule.outcome in ("", facts.outcome)
    return same and rule.ended_at is None


def _precedence(rule: Rule) -> tuple[bool, bool, int]:
    return bool(rule.outcome), rule.disposal is Disposal.KEEP, rule.years


def _heap(one: Term, today: date) -> str | int:
    """Return where a record is counted: a year, or a heap of its own."""
    if one.goes_on is None:
        return "waiting" if one.is_waiting else "kept"
    if one.is_ripe(today):
        return "held" if one.facts.is_held else "due"
    last = today.year + YEARS_AHEAD - 1
    return one.goes_on.year if one.goes_on.year <= last else "later"
