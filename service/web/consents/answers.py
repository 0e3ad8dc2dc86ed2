"""The question, and the answer to it: one page, one form, one button."""

from flask import Blueprint, redirect, request
from werkzeug import Response

from service.actions.consent.answering import answer
from service.actions.consent.earlier import earlier
from service.actions.consent.guardian_view import visit_of
from service.actions.consent.reading_view import Reading, reading
from service.core.errors import Invalid
from service.core.languages import guardian_language
from service.core.permits import Act
from service.limits import Limit
from service.tools import Tools
from service.web.consents.closed import closed
from service.web.consents.key import Key, held, posting
from service.web.consents.pages import page
from service.web.consents.posted import (
    NOTHING,
    Given,
    given_in,
    problems_of,
    without_stray_ticks,
)
from service.web.context import now, speak_to_guardian
from service.web.cookies import READER
from service.web.limiting import take
from service.web.permits import needs

Page = Response | tuple[str, int]


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/answer")
    @needs(Act.ANYBODY)
    def read() -> str | Page:
        key = held(tools)
        visit = visit_of(tools, key.token, browser=READER.read(), now=now())
        if visit.is_outdated or visit.is_over:
            return closed(tools, key, visit)
        return reading_page(tools, key)

    @room.post("/answer")
    @needs(Act.ANYBODY)
    def give() -> Page:
        key = posting(tools)
        take(Limit.LINK_OPENED, *key.counted)
        told = _as_read(tools, key, request.form.get("language", key.language))
        given = given_in(request.form, parties=len(told.own.parties))
        try:
            answer(
                tools,
                key.token,
                given,
                browser=READER.read(),
                language=told.language,
                now=now(),
            )
        except Invalid as problem:
            shown = without_stray_ticks(given)
            if "turn" in problem.problems:  # what a later answer says stays in the form
                shown = {**_said_before(tools, key, told), **shown}
            return _shown(tools, key, told, shown, problem), 422
        return redirect("/c", code=303)


def reading_page(tools: Tools, key: Key) -> str:
    """Return the question, with one's own answer if there is one to change.

    Raises NotFound, CodeNeeded.
    """
    told = _as_read(tools, key, key.language)
    return _shown(tools, key, told, _said_before(tools, key, told) or NOTHING)


def _said_before(tools: Tools, key: Key, told: Reading) -> Given:
    if not told.visit.has_answered:
        return NOTHING
    return earlier(tools, key.token, browser=READER.read(), now=now())


def _as_read(tools: Tools, key: Key, language: str) -> Reading:
    """Return the question in the language it was, or is, read in; speak that."""
    code = guardian_language(language).code
    speak_to_guardian(code)
    return reading(tools, key.token, browser=READER.read(), language=code, now=now())


def _shown(
    tools: Tools, key: Key, told: Reading, given: Given, problem: Invalid | None = None
) -> str:
    parties = [party.name for party in told.own.parties]
    problems = problems_of(problem, given, parties) if problem else []
    return page(
        tools,
        key,
        "reading",
        organisation=told.visit.organisation,
        language=told.language,
        place="answer" if told.visit.has_answered else "",
        told=told,
        given=given,
        problems=problems,
        wrong=dict(problems),
    )
