"""Events as a table that spreadsheet programs open without running anything."""

from collections.abc import Iterable

from service.core.audit_views import EventView
from service.core.spreadsheet import written
from service.document.words import Words
from service.web.audit.naming import what_of, who_of

COLUMNS = (
    "at",
    "who",
    "actor",
    "what",
    "code",
    "record",
    "about",
    "chain",
    "number",
    "hash",
)


def as_sheet(events: Iterable[EventView], words: Words) -> str:
    return written(COLUMNS, (_row(event, words) for event in events))


def _row(event: EventView, words: Words) -> tuple[object, ...]:
    return (
        event.at.isoformat(),
        words.say(who_of(event)),
        event.actor,
        words.say(what_of(event.what)),
        event.what,
        event.record_id or "",
        event.about,
        event.chain_id,
        event.number,
        event.hash,
    )
