"""The audit trail, for programs that keep a copy of it elsewhere."""

from typing import Any

from service.actions.auditing import list_events
from service.api.asking import actor, tools
from service.api.room import Room
from service.api.shapes.audit import AuditQuery, EventShape
from service.core.audit_views import EventView
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.audit import selection_of

room = Room("audit", "/audit", about=Sentence("What was done, by whom and when"))


@room.operation(
    "GET", "/events", Sentence("List events, newest first"), act=Act.READ_AUDIT
)
@room.arguments(AuditQuery, location="query")
@room.response(200, EventShape(many=True))
def list_audit_events(query: dict[str, Any]) -> list[EventView]:
    page = {"before": query["before"], "limit": query["limit"]}
    return list(list_events(tools(), actor(), selection_of(query), **page))
