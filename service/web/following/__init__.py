"""Staff follow a consent: remind, answer, write down, think it over, fetch files."""

from uuid import UUID

from flask import Blueprint, flash, redirect
from werkzeug import Response

from service.actions.consent.reminding import remind
from service.core.errors import Refused
from service.core.permits import Act
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.following import (
    deciding,
    files,
    keeping,
    listing,
    previewing,
    recording,
    replying,
)
from service.web.permits import needs
from service.web.way_back import lead_back


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("following", __name__)
    for part in (listing, previewing, recording, deciding, replying, keeping, files):
        part.add(room, tools)
    room.register_error_handler(Refused, lead_back)
    _add_reminding(room, tools)
    return room


def _add_reminding(room: Blueprint, tools: Tools) -> None:
    @room.post("/records/<uuid:consent_id>/people/<uuid:participant_id>/remind")
    @needs(Act.SEND_RECORD)
    def send_reminder(consent_id: UUID, participant_id: UUID) -> Response:
        remind(tools, actor(), consent_id, participant_id, now=now())
        flash(words()("A reminder is on its way."))
        return redirect(f"/records/{consent_id}", code=303)
