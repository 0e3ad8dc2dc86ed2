"""The last look at a consent before it is asked for."""

from flask import render_template, request

from service.actions.consent.preparing import prepare
from service.core.languages import GUARDIAN_LANGUAGES
from service.core.records import Draft
from service.kinds import find_kind
from service.web.context import actor, now, tools, words
from service.web.following.previewing import preview
from service.web.following.shown import pace
from service.web.following.wording import REACHES
from service.web.form_page import laid_out


def consent_page(draft: Draft, *, delay: str) -> str:
    """Return the page, with what one of them reads beside. Raises Invalid."""
    kind = find_kind(draft.kind)
    prepared = prepare(tools(), actor(), draft.answers, now=now())
    asked = request.args.get("sees", default=1, type=int)
    sees = min(max(asked, 1), len(prepared.people))
    return render_template(
        "consents/check.html",
        draft=draft,
        kind=kind,
        sections=laid_out(kind, draft.answers),
        prepared=prepared,
        languages=GUARDIAN_LANGUAGES,
        reaches=REACHES,
        pace=pace(prepared.reminders, words()),
        delay=delay,
        sees=sees,
        **preview(tools(), draft, sees - 1),
    )
