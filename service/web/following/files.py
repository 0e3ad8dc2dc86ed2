"""The files of a consent, for staff: receipts, scans, and what is to be printed."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, send_file

from service.actions.consent.following import read_consent_file
from service.actions.paper import paper_form, withdrawal_sheet
from service.core.permits import Act
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.following.kept import download_name
from service.web.permits import needs

PDF = "application/pdf"


def add(room: Blueprint, tools: Tools) -> None:
    @room.post("/records/<uuid:consent_id>/people/<uuid:participant_id>/paper")
    @needs(Act.READ_RECORD)
    def paper(consent_id: UUID, participant_id: UUID) -> Response:
        """Posted, for it is written down which text was printed: no GET writes."""
        name, pdf = paper_form(tools, actor(), consent_id, participant_id, now=now())
        return _download(pdf, media_type=PDF, name=name)

    @room.post("/records/<uuid:consent_id>/people/<uuid:participant_id>/sheet")
    @needs(Act.READ_RECORD)
    def sheet(consent_id: UUID, participant_id: UUID) -> Response:
        """Posted as the form is: who fetched it is noted."""
        whose = (consent_id, participant_id)
        name, pdf = withdrawal_sheet(tools, actor(), *whose, now=now())
        return _download(pdf, media_type=PDF, name=name)

    @room.get("/records/<uuid:consent_id>/kept/<uuid:consent_file_id>")
    @needs(Act.READ_RECORD)
    def kept(consent_id: UUID, consent_file_id: UUID) -> Response:
        file, content = read_consent_file(
            tools, actor(), consent_id, consent_file_id, now=now()
        )
        name = download_name(file, words())
        return _download(content, media_type=file.media_type, name=name)


def _download(content: bytes, *, media_type: str, name: str) -> Response:
    return send_file(
        BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name
    )
