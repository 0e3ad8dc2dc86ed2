"""One message to one recipient."""

from typing import Any
from uuid import UUID

from service.actions.resending import resend
from service.api.asking import actor, now, tools
from service.api.room import Room
from service.api.shapes.orders import ResendForm
from service.api.shapes.register import NewShape
from service.core.permits import Act
from service.core.sentence import Sentence

room = Room("deliveries", "/deliveries", about=Sentence("One mail to one person"))


@room.operation(
    "POST",
    "/<uuid:delivery_id>/resend",
    Sentence("Send to one recipient again"),
    act=Act.SEND_RECORD,
)
@room.arguments(ResendForm)
@room.response(201, NewShape)
def resend_delivery(body: dict[str, Any], delivery_id: UUID) -> dict[str, UUID]:
    email = body["email"] or None
    new = resend(tools(), actor(), delivery_id, email=email, now=now())
    return {"id": new}
