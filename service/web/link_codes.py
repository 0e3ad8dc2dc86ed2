"""The code of an internal record's link: asked for, mailed, and written in here.

Pressing the first button opens nothing, so a scanner that presses it does no harm.
"""

import secrets
from datetime import timedelta

from flask import Blueprint, current_app, redirect, render_template, request
from werkzeug import Response

from service.actions.codes import is_asked_for, send_code, use_code
from service.actions.links import link_hash, look
from service.core.errors import Invalid, TooMany
from service.core.permits import Act
from service.limits import Limit
from service.tools import Tools
from service.web.context import now, speak, words
from service.web.cookies import READER
from service.web.limiting import take
from service.web.link_marks import clean, mark
from service.web.permits import needs
from service.web.record.spoken import at

Problem = Invalid | TooMany
LONGEST_SHOWN = 40  # signs of what was typed; a code has six


def add(room: Blueprint, tools: Tools) -> None:
    _add_asking(room, tools)
    _add_writing(room, tools)


def _add_asking(room: Blueprint, tools: Tools) -> None:
    @room.post("/<token>/codes")
    @needs(Act.ANYBODY)
    def ask(token: str) -> Response:
        known, browser = clean(token), READER.read() or secrets.token_urlsafe(32)
        try:
            take(Limit.CODE_SENT, link_hash(known))
            send_code(tools, known, browser=browser, now=now())
        except TooMany as problem:
            return slower(door(tools, known, problem=problem), problem)
        return READER.keep(redirect(f"/l/{known}/code", code=303), browser)


def _add_writing(room: Blueprint, tools: Tools) -> None:
    @room.get("/<token>/code")
    @needs(Act.ANYBODY)
    def write(token: str) -> str | Response:
        known = clean(token)
        if is_asked_for(tools, known, browser=READER.read(), now=now()):
            return _page(tools, known)
        return redirect(f"/l/{known}", code=303)

    @room.post("/<token>/code")
    @needs(Act.ANYBODY)
    def enter(token: str) -> Response | tuple[str, int]:
        known, typed = clean(token), request.form.get("code", "")
        try:
            take(Limit.CODE_TRIED, link_hash(known))
            use_code(tools, known, browser=READER.read(), typed=typed, now=now())
        except Invalid as problem:
            return _page(tools, known, problem=problem, typed=typed), 422
        except TooMany as problem:
            return slower(_page(tools, known, problem=problem, typed=typed), problem)
        mark(known)
        return redirect(f"/l/{known}", code=303)


def door(tools: Tools, token: str, *, problem: TooMany | None = None) -> str:
    """Return the page of a link before it is opened."""
    link = look(tools, token, now=now())
    speak(link.language)
    return render_template(
        "link.html",
        link=link,
        path=f"/l/{token}",
        problem=said_of(problem) if problem else "",
    )


def _page(
    tools: Tools, token: str, *, problem: Problem | None = None, typed: str = ""
) -> str:
    speak(look(tools, token, now=now()).language)
    return render_template(
        "link_code.html",
        path=f"/l/{token}",
        typed=typed[:LONGEST_SHOWN],
        problem=said_of(problem) if problem else "",
    )


def said_of(problem: Problem) -> str:
    """Return what is wrong, in the language of the page."""
    if isinstance(problem, Invalid):
        return words().say(problem.problems["code"][0])
    until = at(words(), now() + timedelta(seconds=problem.retry_after), now=now())
    return words()(
        "There have been too many tries. Wait until {when}, then ask for a new code.",
        when=until,
    )


def slower(page: str, problem: TooMany) -> Response:
    response = current_app.make_response((page, 429))
    response.headers["Retry-After"] = str(problem.retry_after)
    return response
