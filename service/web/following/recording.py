"""Staff write down an answer or a withdrawal that came otherwise than by the web."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug import Response

from service.actions.consent.following import follow
from service.actions.consent.recording import SCAN, record_answer, record_withdrawal
from service.actions.consent.saying import Heard
from service.actions.scans.uploading import file_scan
from service.core.consent import Cell, Information, Route
from service.core.consent_state import shared
from service.core.consent_views import ConsentFile, Followed, Person
from service.core.day import home_day
from service.core.errors import Invalid, NotFound, Problems
from service.core.permits import Act
from service.core.scans import Sheet
from service.core.sentence import Sentence
from service.forms.answers import Form
from service.tools import Tools
from service.web.context import actor, now, today, words
from service.web.following.answers import named
from service.web.following.kept import file_name
from service.web.following.posted import (
    ANSWER,
    WITHDRAWAL,
    answer_in,
    as_asked,
    problems_of,
    shown_again,
    uploads,
    withdrawal_in,
)
from service.web.permits import needs
from service.web.register.sheet import fields

Page = Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One of the two pages: what it asks, and what is done with it."""

    path: str
    form: Form
    reads: Callable[[], dict[str, Any]]
    does: Callable[..., Heard]
    done: Callable[[Heard], Sentence]
    of: Sheet


def _answered(heard: Heard) -> Sentence:
    return Sentence("The answer is written down.")


def _taken_back(heard: Heard) -> Sentence:
    if shared(heard.standing):
        return Sentence("The withdrawal is written down. Less may be shared now.")
    return Sentence("The withdrawal is written down. Nothing more may be shared.")


SHEETS = (
    _Sheet("answer", ANSWER, answer_in, record_answer, _answered, Sheet.ANSWER),
    _Sheet(
        "withdrawal",
        WITHDRAWAL,
        withdrawal_in,
        record_withdrawal,
        _taken_back,
        Sheet.WITHDRAWAL,
    ),
)


def add(room: Blueprint, tools: Tools) -> None:
    for sheet in SHEETS:
        _add(room, tools, sheet)


def _add(room: Blueprint, tools: Tools, sheet: _Sheet) -> None:
    path = f"/records/<uuid:consent_id>/people/<uuid:participant_id>/{sheet.path}"

    @room.get(path, endpoint=f"show_{sheet.path}")
    @needs(Act.WRITE_RECORD)
    def show(consent_id: UUID, participant_id: UUID) -> Page:
        return _page(tools, sheet, consent_id, participant_id, {})

    @room.post(path, endpoint=f"write_{sheet.path}")
    @needs(Act.WRITE_RECORD)
    def write(consent_id: UUID, participant_id: UUID) -> Page:
        given = sheet.reads()
        try:
            if files := uploads():  # kept, even if something else has to be mended
                filed = _filed(tools, sheet.of, consent_id, participant_id, files)
                given["scan"] = filed or given.get("scan", "")
            asked = as_asked(sheet.form, given)
            heard = sheet.does(
                tools, actor(), consent_id, participant_id, asked, now=now()
            )
        except Invalid as problem:
            return _page(
                tools,
                sheet,
                consent_id,
                participant_id,
                shown_again(given),
                problems=problem.problems,
            )
        flash(words().say(sheet.done(heard)))
        return redirect(f"/records/{consent_id}", code=303)


def _filed(
    tools: Tools,
    sheet: Sheet,
    consent_id: UUID,
    participant_id: UUID,
    files: list[bytes],
) -> str:
    turn = request.form.get("turn", type=int, default=0)
    whose = (consent_id, participant_id)
    return file_scan(tools, actor(), *whose, files, turn=turn, sheet=sheet, now=now())


def _page(
    tools: Tools,
    sheet: _Sheet,
    consent_id: UUID,
    participant_id: UUID,
    given: Mapping[str, Any],
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
    first = {"answered_on": today().isoformat(), "witness": actor().name}
    given = ({} if given else first) | _of_paper(seen, one, sheet.of) | dict(given)
    listed = problems_of(problems or {}, sheet.form, given, seen)
    wrong = dict(reversed(listed))
    page = render_template(
        f"consents/record_{sheet.path}.html",
        consent=seen,
        one=one,
        given=given,
        problems=listed,
        wrong=wrong,
        fields=fields(sheet.form, given, wrong),
        given_to=_given_to(seen, one),
        file_name=lambda file: file_name(file, words()),
        information=lambda what: named(seen, what, words()),
        scans=_scans(seen, one),
    )
    return page, 422 if listed else 200


def _given_to(seen: Followed, one: Person) -> list[tuple[int, str, list[Information]]]:
    """Return what they allow now, by party, in the order of the question."""
    allowed = one.given.allowed if one.given else frozenset()
    found = [
        (place, party.name, [w for w in party.verdicts if Cell(place, w) in allowed])
        for place, party in enumerate(seen.parties)
    ]
    return [(place, name, pieces) for place, name, pieces in found if pieces]


def _scans(seen: Followed, one: Person) -> list[ConsentFile]:
    theirs = (file for file in seen.files if file.participant_id == one.id)
    return [file for file in theirs if file.purpose == SCAN]


def _of_paper(seen: Followed, one: Person, sheet: Sheet) -> dict[str, Any]:
    """Return what stands there unless something else was posted: the paper to read.

    A withdrawal is of the day on which its paper came in.
    """
    is_back = sheet is Sheet.WITHDRAWAL
    theirs = [file for file in _scans(seen, one) if file.is_withdrawal is is_back]
    if not theirs or not (one.has_withdrawal if is_back else one.has_scan):
        return {}
    paper = {"route": str(Route.PAPER), "scan": str(theirs[-1].id)}
    came = {"answered_on": home_day(theirs[-1].made_at).isoformat()}
    return paper | came if is_back else paper


def _person(seen: Followed, participant_id: UUID) -> Person:
    for one in seen.people:
        if one.id == participant_id and one.is_asked:
            return one
    raise NotFound(Sentence("There is no such participant."))
