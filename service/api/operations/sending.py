"""Save answers as a record and send it: an address per kind, each with its schema."""

from typing import Any
from uuid import UUID

from flask import request, url_for

from service.actions.composing import check
from service.actions.submitting import recipients_of, submit
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.orders import order_form
from service.api.shapes.records import SubmittedShape
from service.api.strict.once import HEADER, idempotency_key
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.records import Submitted
from service.core.sentence import Sentence
from service.kind import AnyKind
from service.kinds import KINDS, find_kind

Body = dict[str, Any]
Answer = tuple[dict[str, Any], int]

ONCE = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "description": "The same key with the same body is done once, however often sent.",
}

room = Room("sending", "/records", about=Sentence("Save and send"))


def _offer(kind: AnyKind) -> None:
    """Add the two operations that take answers of `kind`."""
    first = Sentence("Save and send: {kind}", kind=kind.label)
    again = Sentence("Correct and send again: {kind}", kind=kind.label)
    once, name = {"parameters": [ONCE]}, kind.name

    @room.operation(
        "POST", f"/{name}", first, name=f"send_{name}", act=Act.SEND_RECORD, **once
    )
    @room.arguments(order_form(kind))
    @room.response(201, SubmittedShape)
    @room.alt_response(200, schema=SubmittedShape, success=True)
    def send(body: Body) -> Answer:
        return _submitted(name, body)

    rule = f"/{name}/<uuid:record_id>/revisions"

    @room.operation(
        "POST", rule, again, name=f"correct_{name}", act=Act.SEND_RECORD, **once
    )
    @room.arguments(order_form(kind))
    @room.response(201, SubmittedShape)
    @room.alt_response(200, schema=SubmittedShape, success=True)
    def correct(body: Body, record_id: UUID) -> Answer:
        return _submitted(name, body, record_id=record_id)


def _submitted(kind: str, body: Body, *, record_id: UUID | None = None) -> Answer:
    key = idempotency_key(request)
    try:
        done = submit(
            tools(), actor(), kind=kind, **body, key=key, record_id=record_id, now=now()
        )
    except Invalid as problem:
        raise _everything_wrong(kind, body, problem) from problem
    return _shown(done), 200 if done.replayed else 201


def _everything_wrong(kind: str, body: Body, refused: Invalid) -> Invalid:
    """Return the problems of answers and sending at once, each under its own name."""
    found: dict[str | int, Any] = {}
    try:
        check(tools(), kind, body["answers"], now=now())
    except Invalid as problem:
        found["answers"] = problem.problems
    if find_kind(kind).addressed:  # its recipients stand in its answers
        return Invalid(found or {"answers": refused.problems})
    try:
        recipients_of(tools(), actor(), body["sending"], now=now())
    except Invalid as problem:
        found["sending"] = problem.problems
    return Invalid(found)


def _shown(done: Submitted) -> dict[str, Any]:
    return {
        "record_id": done.record_id,
        "revision": done.revision,
        "replayed": done.replayed,
        "links": {"self": url_for("records.show_record", record_id=done.record_id)},
    }


for _kind in KINDS.values():
    _offer(_kind)
