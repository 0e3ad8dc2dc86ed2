"""Read the audit trail of one's organisation: what was done, by whom, to which id."""

from collections import Counter
from datetime import date, datetime

from service.core.actor import Actor, require
from service.core.audit_views import EventView, Selection
from service.core.permits import Act
from service.store import events
from service.tools import Tools

MOST_EXPORTED = 10_000
EVERYTHING = Selection()


def list_events(
    tools: Tools,
    actor: Actor,
    selection: Selection = EVERYTHING,
    *,
    before: int | None = None,
    limit: int = 50,
) -> tuple[EventView, ...]:
    """Return events, the latest first; `before` is the id of the last one shown."""
    require(actor, Act.READ_AUDIT)
    with tools.look(actor) as session:
        return events.latest(session, selection, before=before, limit=limit)


def export_events(
    tools: Tools, actor: Actor, selection: Selection, *, now: datetime
) -> tuple[EventView, ...]:
    """Return at most 10 000 events to take away, the latest first; it is noted."""
    require(actor, Act.READ_AUDIT)
    with tools.begin(actor) as work:
        found = events.latest(work.session, selection, before=None, limit=MOST_EXPORTED)
        work.note("audit exported", actor, about=str(len(found)), now=now)
    return found


def list_actors(tools: Tools, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return label and name of all who may have done something, by name."""
    require(actor, Act.READ_AUDIT)
    with tools.look(actor) as session:
        return events.known_actors(session)


def events_per_day(tools: Tools, actor: Actor, *, since: date) -> Counter[date]:
    """Count the organisation's events of each Swedish day from `since` on."""
    require(actor, Act.READ_AUDIT)
    with tools.look(actor) as session:
        return events.per_day(session, since=since)
