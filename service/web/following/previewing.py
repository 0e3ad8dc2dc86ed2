"""A question that has not been asked yet, as one of those who decide will read it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template

from service.actions.consent.preparing import as_seen_by
from service.actions.drafts import get_draft
from service.core.languages import GUARDIAN_LANGUAGES, MASTER
from service.core.permits import Act
from service.core.records import Draft
from service.tools import Tools
from service.web.consents.bilingual import Bilingual, texts
from service.web.context import actor, now
from service.web.permits import needs


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/drafts/<uuid:draft_id>/seen-by/<int(min=1, max=20):number>")
    @needs(Act.WRITE_RECORD)
    def seen_by(draft_id: UUID, number: int) -> str:
        draft = get_draft(tools, actor(), draft_id)
        shown = preview(tools, draft, number - 1)
        return render_template("consents/preview.html", draft=draft, **shown)


def preview(tools: Tools, draft: Draft, place: int) -> dict[str, Any]:
    """Return what the guardians' own parts of a page need. Raises NotFound, Invalid."""
    return seen_as(tools, draft.answers, place)


def seen_as(tools: Tools, answers: Mapping[str, Any], place: int) -> dict[str, Any]:
    """As `preview`, of answers that stand in no draft."""
    told = as_seen_by(tools, actor(), answers, place, now=now())
    two = Bilingual(tools.speak(told.language), tools.speak(MASTER))
    return {
        "told": told,
        "own": told.own.text,
        "sv": told.swedish.text,
        "visit": told.visit,
        "organisation": told.visit.organisation,
        "reads": GUARDIAN_LANGUAGES[told.language],
        "is_two": two.is_two,
        "both": two.both,
        "pair": two.pair,
        "say": two.say,
        "texts": texts,
    }
