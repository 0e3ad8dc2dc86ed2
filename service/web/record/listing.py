"""All records, newest first, a page at a time."""

from collections import Counter
from datetime import UTC, datetime

from flask import Blueprint, abort, render_template, request

from service.actions.reading import list_records
from service.core.permits import Act
from service.core.records import RecordLine
from service.document.words import Words
from service.kinds import KINDS
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.record.journey import sentence
from service.web.record.states import Heap

PAGE = 25
# What a line tells first: what needs a person, then what waits, then what is done.
COLOURS = {Heap.HELP: "red", Heap.WAITING: "yellow", Heap.DONE: "green"}


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/records")
    @needs(Act.READ_RECORD)
    def index() -> str:
        said = words()
        kind = request.args.get("kind") or None
        if kind not in (None, *KINDS):
            abort(404)
        lines = list_records(
            tools, actor(), kind=kind, before=_before(), limit=PAGE + 1, now=now()
        )
        return render_template(
            "records.html",
            lines=lines[:PAGE],
            kinds=KINDS,
            kind=kind,
            standing=lambda line: standing(line, said),
            older=lines[PAGE - 1].saved_at.isoformat() if lines[PAGE:] else "",
        )


def standing(line: RecordLine, said: Words) -> tuple[str, str]:
    """Return what the line's tag says of its mails, and in which colour."""
    heaps = Counter(
        {Heap.HELP: line.failed, Heap.WAITING: line.waiting, Heap.DONE: line.sent}
    )
    for heap, colour in COLOURS.items():
        if heaps[heap]:
            return sentence(Counter({heap: heaps[heap]}), said)[0], colour
    return said("Not sent"), "grey"


def _before() -> datetime | None:
    """Return the moment to go on from; an address nobody was given is not found."""
    written = request.args.get("before")
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else abort(404)
    except (ValueError, OverflowError):  # no moment at all, or none of our calendar's
        abort(404)
