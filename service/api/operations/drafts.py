"""Drafts: answers kept as typed, finished or not."""

from typing import Any
from uuid import UUID

from service.actions.drafts import discard_draft, get_draft, list_drafts, save_draft
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.drafts import DraftShape
from service.api.shapes.orders import DraftAnswersForm, NewDraftForm
from service.core.permits import Act
from service.core.records import Draft
from service.core.sentence import Sentence

room = Room("drafts", "/drafts", about=Sentence("Answers kept for later"))


@room.operation("GET", "", Sentence("List the drafts"), act=Act.WRITE_RECORD)
@room.response(200, DraftShape(many=True))
def list_all_drafts() -> list[Draft]:
    return list(list_drafts(tools(), actor()))


@room.operation("POST", "", Sentence("Save a draft"), act=Act.WRITE_RECORD)
@room.arguments(NewDraftForm)
@room.response(201, DraftShape)
def add_draft(body: dict[str, Any]) -> Draft:
    return save_draft(tools(), actor(), **body, now=now())


@room.operation(
    "GET", "/<uuid:draft_id>", Sentence("Show a draft"), act=Act.WRITE_RECORD
)
@room.response(200, DraftShape)
def show_draft(draft_id: UUID) -> Draft:
    return get_draft(tools(), actor(), draft_id)


@room.operation(
    "PUT", "/<uuid:draft_id>", Sentence("Save a draft again"), act=Act.WRITE_RECORD
)
@room.arguments(DraftAnswersForm)
@room.response(200, DraftShape)
def replace_draft(body: dict[str, Any], draft_id: UUID) -> Draft:
    kind = get_draft(tools(), actor(), draft_id).kind
    return save_draft(tools(), actor(), kind=kind, draft_id=draft_id, **body, now=now())


@room.operation(
    "DELETE", "/<uuid:draft_id>", Sentence("Throw a draft away"), act=Act.WRITE_RECORD
)
@room.response(204)
def drop_draft(draft_id: UUID) -> None:
    discard_draft(tools(), actor(), draft_id, now=now())
