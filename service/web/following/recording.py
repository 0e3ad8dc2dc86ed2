"""Staff write down an answer or a withdrawal that came otherwise than by the web."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.consent.following import follow
from service.actions.consent.recording import record_answer, record_withdrawal
from service.actions.consent.saying import Heard
from service.core.consent_state import shared
from service.core.consent_views import Followed, Person
from service.core.errors import Invalid, NotFound, Problems
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import Form
from service.forms.consent_answer import RecordedForm, RecordedWithdrawalForm
from service.forms.posted import problem_list
from service.tools import Tools
from service.web.consents.posted import choices_in, without_stray_ticks
from service.web.context import actor, now, today, words
from service.web.following.shown import named
from service.web.permits import needs
from service.web.register.sheet import fields

Page = Response | tuple[str, int]
Given = Mapping[str, Any]
TYPED = ("route", "answered_on", "witness", "scan", "note", "turn")
SAID = ("exclusions", "voice")  # with an answer, and not when it is taken back
ANSWER, WITHDRAWAL = RecordedForm(), RecordedWithdrawalForm()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One of the two pages: what it asks, and what is done with it."""

    path: str
    form: Form
    does: Callable[..., Heard]
    done: Callable[[Heard], Sentence]


def _answered(heard: Heard) -> Sentence:
    return Sentence("The answer is written down.")


def _taken_back(heard: Heard) -> Sentence:
    if shared(heard.standing):
        return Sentence("The withdrawal is written down. Less may be shared now.")
    return Sentence("The withdrawal is written down. Nothing more may be shared.")


SHEETS = (
    _Sheet("answer", ANSWER, record_answer, _answered),
    _Sheet("withdrawal", WITHDRAWAL, record_withdrawal, _taken_back),
)


def add(room: Blueprint, tools: Tools) -> None:
    for sheet in SHEETS:
        _add(room, tools, sheet)


def _add(room: Blueprint, tools: Tools, sheet: _Sheet) -> None:
    path = f"/records/<uuid:consent_id>/people/<uuid:participant_id>/{sheet.path}"

    @room.get(path, endpoint=f"show_{sheet.path}")
    @needs(Act.WRITE_RECORD)
    def show(consent_id: UUID, participant_id: UUID) -> Page:
        typed = {"answered_on": today().isoformat(), "witness": actor().name}
        return _page(tools, sheet, consent_id, participant_id, typed)

    @room.post(path, endpoint=f"write_{sheet.path}")
    @needs(Act.WRITE_RECORD)
    def write(consent_id: UUID, participant_id: UUID) -> Page:
        given = _given(sheet)
        try:
            heard = sheet.does(
                tools, actor(), consent_id, participant_id, given, now=now()
            )
        except Invalid as problem:
            return _page(
                tools,
                sheet,
                consent_id,
                participant_id,
                without_stray_ticks(given) if "choices" in given else given,
                problems=problem.problems,
            )
        flash(words().say(sheet.done(heard)))
        return redirect(f"/records/{consent_id}", code=303)


def _given(sheet: _Sheet) -> dict[str, Any]:
    if sheet.form is WITHDRAWAL:
        return {**_typed(*TYPED), "parties": request.form.getlist("parties")}
    parties = request.form.get("parties", type=int, default=0)
    choices = choices_in(request.form, parties=min(parties, 99))
    return {**_typed(*TYPED, *SAID), "choices": choices}


def _typed(*names: str) -> dict[str, Any]:
    form = request.form
    return {name: form[name] for name in names if form.get(name, "").strip()}


def _page(
    tools: Tools,
    sheet: _Sheet,
    consent_id: UUID,
    participant_id: UUID,
    given: Given,
    *,
    problems: Problems | None = None,
) -> tuple[str, int]:
    seen = follow(
        tools,
        actor(),
        consent_id,
        act=Act.WRITE_RECORD,
        of=participant_id,
        following=True,
        now=now(),
    )
    one = _person(seen, participant_id)
    listed = problem_list(problems or {}, sheet.form)
    wrong = dict(reversed(listed))
    page = render_template(
        f"consents/record_{sheet.path}.html",
        consent=seen,
        one=one,
        given=given,
        problems=listed,
        wrong=wrong,
        fields=fields(sheet.form, given, wrong),
        information=lambda what: named(seen, what, words()),
        scans=[file for file in seen.files if file.purpose == "scan"],
    )
    return page, 422 if listed else 200


def _person(seen: Followed, participant_id: UUID) -> Person:
    for one in seen.people:
        if one.id == participant_id and one.is_asked:
            return one
    raise NotFound(Sentence("There is no such participant."))
