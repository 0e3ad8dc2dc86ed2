"""What is wrong with an audit trail, and where. Rows come in streams; none is kept."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from service.core.audit import FIRST, Anchor, Head, Link, SealedDay


class Flaw(StrEnum):
    EDITED = "the event is not what was hashed"
    UNLINKED = "the event does not follow the one before it"
    MISSING = "events before this one are missing"
    CUT_OFF = "this event is missing, and all after it"
    OTHER_HEAD = "the chain's head says that this event has another hash"
    BEYOND_HEAD = "the chain's head does not know this event"
    OTHER_SEAL = "a sealed day says that this event has another hash"
    DAY_EDITED = "the day is not what was hashed"
    DAY_UNLINKED = "the day does not follow the one before it"
    DAY_MISSING = "days before this one are missing"
    DAY_GONE = "the day was anchored, and is missing"
    REWRITTEN = "the day does not fit its anchor: the trail was rewritten"


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw, and the event of a chain or the day that has it.

    `trusted` is the last day before a rewritten one that fits its anchor.
    """

    flaw: Flaw
    chain_id: UUID | None = None
    number: int | None = None
    day: date | None = None
    trusted: date | None = None

    def __str__(self) -> str:
        place = f"day {self.day}" if self.day else f"chain {self.chain_id}"
        which = f", event {self.number}" if self.number else ""
        since = f", after {self.trusted}" if self.trusted else ""
        return f"{place}{which}: {self.flaw}{since}"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what was found. `until` is the last sealed day."""

    events: int
    chains: int
    until: date | None
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return not self.findings

    def as_report(self) -> dict[str, int | bool]:
        return {"events": self.events, "verified": self.is_whole}


def check_chains(
    heads: Iterable[Head], sealed: Iterable[Head], links: Iterable[Link]
) -> Iterator[Finding]:
    """Yield what is wrong with events and the heads of their chains.

    `sealed` are heads as days have them. All three come ordered by chain id, the links
    of a chain by number.
    """
    streams = (
        ((head.chain_id, 0, head) for head in heads),
        ((head.chain_id, 1, head) for head in sealed),
        ((link.event.chain_id, 2, link) for link in links),
    )
    ordered = merge(*streams, key=itemgetter(0, 1))
    for chain_id, rows in groupby(ordered, key=itemgetter(0)):
        walk = _Walk()
        for _, rank, row in rows:
            for number, flaw in _STEPS[rank](walk, row):
                yield Finding(flaw, chain_id, number)
        yield from (Finding(flaw, chain_id, number) for number, flaw in walk.end())


def check_days(
    days: Iterable[SealedDay], anchors: Iterable[Anchor]
) -> Iterator[Finding]:
    """Yield what is wrong with the chain of days, which come in order."""
    kept = defaultdict[date, set[str]](set)
    for anchor in anchors:
        kept[anchor.day].add(anchor.hash)
    last, after, trusted = None, FIRST, None
    for found in days:
        day, witnesses = found.day.day, kept.pop(found.day.day, set())
        yield from (Finding(flaw, day=day) for flaw in _of_day(found, last, after))
        if witnesses - {found.hash}:
            yield Finding(Flaw.REWRITTEN, day=day, trusted=trusted)
        trusted = day if witnesses == {found.hash} else trusted
        last, after = day, found.hash
    yield from (Finding(Flaw.DAY_GONE, day=day) for day in sorted(kept))


def _of_day(found: SealedDay, last: date | None, after: str) -> Iterator[Flaw]:
    if last and found.day.day != last + timedelta(days=1):
        yield Flaw.DAY_MISSING
    elif found.previous != after:
        yield Flaw.DAY_UNLINKED
    if found.hash != found.day.hash(after=found.previous):
        yield Flaw.DAY_EDITED


_Places = Iterator[tuple[int, Flaw]]


@dataclass(slots=True)
class _Walk:
    """Where one chain has been followed to, and what is to be met on the way."""

    number: int = 0
    hash: str = FIRST
    head: int = 0
    expected: dict[int, list[tuple[str, Flaw]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def hear_of_head(self, head: Head) -> _Places:
        self.head = head.length
        self.expected[head.length].append((head.hash, Flaw.OTHER_HEAD))
        return iter(())

    def hear_of_seal(self, head: Head) -> _Places:
        self.expected[head.length].append((head.hash, Flaw.OTHER_SEAL))
        return iter(())

    def meet(self, link: Link) -> _Places:
        number = link.event.number
        if number != self.number + 1:
            yield number, Flaw.MISSING
        elif link.previous != self.hash:
            yield number, Flaw.UNLINKED
        if link.hash != link.event.hash(after=link.previous):
            yield number, Flaw.EDITED
        for hash_, flaw in self.expected.pop(number, ()):
            if hash_ != link.hash:
                yield number, flaw
        self.number, self.hash = number, link.hash

    def end(self) -> _Places:
        if self.head < self.number:
            yield self.head + 1, Flaw.BEYOND_HEAD
        if any(number > self.number for number in self.expected):
            yield self.number + 1, Flaw.CUT_OFF


_STEPS: tuple[Callable[[_Walk, Any], _Places], ...] = (
    _Walk.hear_of_head,
    _Walk.hear_of_seal,
    _Walk.meet,
)
