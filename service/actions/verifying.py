"""Look for tampering in the audit trail, and hand it out to be kept elsewhere."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from service.core.actor import SYSTEM
from service.core.audit import Anchor, Link, SealedDay
from service.core.tampering import Verification, check_chains, check_days
from service.store import evidence
from service.tools import Tools


def verify_audit(tools: Tools, anchors: Iterable[Anchor] = ()) -> Verification:
    """Follow the chains of all organisations, and the days. Nothing is changed.

    Rows are read in streams of one moment: writers need not wait, nor does the memory
    grow with the trail.
    """
    count = _Count()
    with tools.look(SYSTEM) as session:
        evidence.stand_still(session)
        findings = (
            *check_days(count.days(evidence.days(session)), anchors),
            *check_chains(
                evidence.heads(session),
                evidence.sealed(session),
                count.links(evidence.links(session)),
            ),
        )
    return Verification(count.events, count.chains, count.until, findings)


def export_audit(tools: Tools) -> Iterator[str]:
    """Yield the whole trail as lines of JSON: events chain by chain, then the days."""
    with tools.look(SYSTEM) as session:
        evidence.stand_still(session)
        for link in evidence.links(session):
            yield _line("event", link.event.written(), link)
        for sealed in evidence.days(session):
            yield _line("day", sealed.day.written(), sealed)


def _line(kind: str, written: dict[str, Any], found: Link | SealedDay) -> str:
    told = {"type": kind, **written, "previous": found.previous, "hash": found.hash}
    return json.dumps(told, ensure_ascii=False)


@dataclass(slots=True)
class _Count:
    """Counts what flows by."""

    events: int = 0
    chains: int = 0
    until: date | None = None
    last_chain: UUID | None = None

    def links(self, rows: Iterable[Link]) -> Iterator[Link]:
        for row in rows:
            self.events += 1
            self.chains += row.event.chain_id != self.last_chain
            self.last_chain = row.event.chain_id
            yield row

    def days(self, rows: Iterable[SealedDay]) -> Iterator[SealedDay]:
        for row in rows:
            self.until = row.day.day
            yield row
