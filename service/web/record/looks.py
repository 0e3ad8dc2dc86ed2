"""Who has seen a record: to be read, printed, and shown to whom it is about."""

from uuid import UUID

from flask import Blueprint, render_template

from service.actions.looking import list_looks
from service.actions.openings import openings
from service.core.audit_views import Look, Way
from service.core.permits import Act
from service.core.sentence import Sentence
from service.kinds import find_kind
from service.tools import Tools
from service.web.context import actor, now
from service.web.permits import needs

WAYS = {
    Way.PAGE: Sentence("Read it here"),
    Way.PROGRAM: Sentence("Fetched it by a program"),
    Way.LINK: Sentence("Opened it by a personal link"),
    Way.GLASS: Sentence("Read it in an emergency"),
}
TAKEN = {
    Way.PAGE: Sentence("Downloaded a file"),
    Way.PROGRAM: Sentence("Downloaded a file by a program"),
    Way.LINK: Sentence("Downloaded a file by a personal link"),
    Way.GLASS: Sentence("Downloaded a file in an emergency"),
}


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/records/<uuid:record_id>/looks")
    @needs(Act.SEE_LOOKS)
    def looks(record_id: UUID) -> str:
        moment = now()
        seen = list_looks(tools, actor(), record_id, now=moment)
        return render_template(
            "record_looks.html",
            seen=seen,
            kind=find_kind(seen.kind).label,
            openings=openings(tools, actor(), record_id, now=moment),
            how=how,
            now=moment,
        )


def how(look: Look) -> Sentence:
    return (TAKEN if look.is_download else WAYS)[look.way]
