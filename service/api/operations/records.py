"""Records: what was sent, to whom, and how it went."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, send_file

from service.actions.reading import get_record, list_records, read_file
from service.actions.resending import recall
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.deliveries import RecalledShape
from service.api.shapes.queries import RecordQuery
from service.api.shapes.records import RecordLineShape, RecordShape
from service.core.formats import MEDIA_TYPES
from service.core.permits import Act
from service.core.records import RecordLine, RecordView
from service.core.sentence import Sentence

BINARY = {"type": "string", "format": "binary"}

room = Room(
    "records",
    "/records",
    about=Sentence("What was sent, and how it went"),
    gives=MEDIA_TYPES.values(),
)


@room.operation(
    "GET", "", Sentence("List the records, newest first"), act=Act.READ_RECORD
)
@room.arguments(RecordQuery, location="query")
@room.response(200, RecordLineShape(many=True))
def list_all_records(query: dict[str, Any]) -> list[RecordLine]:
    return list(list_records(tools(), actor(), **query, now=now()))


@room.operation(
    "GET",
    "/<uuid:record_id>",
    Sentence("Show a record, its revisions and deliveries"),
    act=Act.READ_RECORD,
)
@room.response(200, RecordShape)
def show_record(record_id: UUID) -> RecordView:
    return get_record(tools(), actor(), record_id, now=now())


@room.operation(
    "GET",
    "/<uuid:record_id>/revisions/<int(min=1, max=10000):revision>"
    "/files/<any(pdf, docx, txt):format>",
    Sentence("Download a document"),
    act=Act.READ_RECORD,
)
@room.response(200, BINARY, content_type=MEDIA_TYPES["txt"])
@room.response(200, BINARY, content_type=MEDIA_TYPES["docx"])
@room.response(200, BINARY, content_type=MEDIA_TYPES["pdf"])
def download_file(record_id: UUID, revision: int, format: str) -> Response:
    told, content = read_file(
        tools(), actor(), record_id, revision=revision, format=format, now=now()
    )
    return send_file(
        BytesIO(content),
        mimetype=MEDIA_TYPES[format],
        as_attachment=True,
        download_name=told.filename,
        etag=told.sha256,
    )


@room.operation(
    "POST",
    "/<uuid:record_id>/recall",
    Sentence("Stop the mails that have not left"),
    act=Act.SEND_RECORD,
)
@room.response(200, RecalledShape)
def recall_record(record_id: UUID) -> dict[str, int]:
    return {"cancelled": recall(tools(), actor(), record_id, now=now())}
