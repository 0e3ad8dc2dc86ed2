"""Scanned paper: hand a pile in, follow it, and settle what could not be read."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request
from werkzeug import Response as AnyResponse
from werkzeug.datastructures import FileStorage

from service.actions.scans.clearing import throw_away
from service.actions.scans.following import get_pile, list_piles, read_page
from service.actions.scans.handing_in import hand_in
from service.actions.scans.placing import destinations, discard, place
from service.core.errors import Invalid, NotFound, Refused, ServiceError
from service.core.permits import Act
from service.core.scans import DISCARDS, Discard, Pile, Sheet
from service.core.sentence import Sentence
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.retention.following import follow

Page = tuple[str, int]
Problems = list[tuple[str, Sentence]]


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("scans", __name__, url_prefix="/scans")
    _add_handing_in(room, tools)
    _add_pile(room, tools)
    _add_settling(room, tools)
    _add_finding(room, tools)
    _add_throwing(room, tools)
    return room


def _add_handing_in(room: Blueprint, tools: Tools) -> None:
    @room.get("")
    @needs(Act.WRITE_RECORD)
    def piles() -> Page:
        return _start(tools, [])

    @room.post("")
    @needs(Act.WRITE_RECORD)
    def upload() -> AnyResponse | Page:
        sent = [one for one in request.files.getlist("files") if one.filename]
        files = [(str(one.filename), _content(one)) for one in sent]
        try:
            pile_id = hand_in(tools, actor(), files, now=now())
        except Invalid as problem:
            return _start(tools, _listed(problem))
        return redirect(f"/scans/{pile_id}", code=303)


def _add_pile(room: Blueprint, tools: Tools) -> None:
    @room.get("/<uuid:pile_id>")
    @needs(Act.WRITE_RECORD)
    def pile(pile_id: UUID) -> Page:
        return _page(tools, get_pile(tools, actor(), pile_id, now=now()), [])

    @room.get("/<uuid:pile_id>/events")
    @needs(Act.WRITE_RECORD)
    def events(pile_id: UUID) -> Response:
        who = actor()
        get_pile(tools, who, pile_id, now=now())
        return follow(
            lambda: get_pile(tools, who, pile_id, now=now()),
            draw=lambda seen: render_template(
                "scan_pile_live.html", **_shown(tools, seen)
            ),
            is_over=lambda seen: seen.is_over,
        )

    @room.get("/<uuid:pile_id>/pages/<int:number>")
    @needs(Act.WRITE_RECORD)
    def picture(pile_id: UUID, number: int) -> Response:
        jpeg = read_page(tools, actor(), pile_id, number)
        return Response(jpeg, mimetype="image/jpeg")


def _add_settling(room: Blueprint, tools: Tools) -> None:
    @room.post("/<uuid:pile_id>/place")
    @needs(Act.WRITE_RECORD)
    def file(pile_id: UUID) -> AnyResponse | Page:
        try:
            place(
                tools,
                actor(),
                pile_id,
                _numbers(),
                code=request.form.get("code", "").strip(),
                participant_id=_whose(),
                sheet=_sheet(),
                now=now(),
            )
        except (Invalid, NotFound, Refused) as problem:
            return _again(tools, pile_id, problem)
        return _back(pile_id, words()("The pages are filed."))

    @room.post("/<uuid:pile_id>/discard")
    @needs(Act.WRITE_RECORD)
    def let_go(pile_id: UUID) -> AnyResponse | Page:
        try:
            discard(tools, actor(), pile_id, _numbers(), reason=_reason(), now=now())
        except (Invalid, Refused) as problem:
            return _again(tools, pile_id, problem)
        return _back(pile_id, words()("The pages are thrown away."))


def _add_finding(room: Blueprint, tools: Tools) -> None:
    @room.post("/<uuid:pile_id>/find")
    @needs(Act.WRITE_RECORD)
    def find(pile_id: UUID) -> Page:
        """Show the pile with those who were looked for: names stand in no address."""
        return _page(tools, get_pile(tools, actor(), pile_id, now=now()), [])


def _add_throwing(room: Blueprint, tools: Tools) -> None:
    @room.get("/<uuid:pile_id>/throw-away")
    @needs(Act.WRITE_RECORD)
    def ask(pile_id: UUID) -> AnyResponse | str:
        seen = get_pile(tools, actor(), pile_id, now=now())
        if seen.is_settled:
            return redirect(f"/scans/{pile_id}", code=303)
        return render_template("scan_pile_throw.html", pile=seen)

    @room.post("/<uuid:pile_id>/throw-away")
    @needs(Act.WRITE_RECORD)
    def throw(pile_id: UUID) -> AnyResponse:
        throw_away(tools, actor(), pile_id, now=now())
        return _back(pile_id, words()("The pile is thrown away."))


def _content(upload: FileStorage) -> bytes:
    with upload.stream as file:
        content: bytes = file.read()
    return content


def _numbers() -> list[int]:
    """Return the pages that were ticked. What is no number was never on our page."""
    return sorted({int(n) for n in request.form.getlist("pages") if n.isdecimal()})


def _whose() -> UUID | None:
    """Return who was chosen, if anybody. Raises Invalid."""
    chosen = request.form.get("whose", "")
    try:
        return UUID(chosen) if chosen else None
    except ValueError:
        raise Invalid({"whose": [Sentence("Choose one of the list.")]}) from None


def _sheet() -> Sheet:
    is_back = request.form.get("sheet") == Sheet.WITHDRAWAL
    return Sheet.WITHDRAWAL if is_back else Sheet.ANSWER


def _reason() -> Discard:
    try:
        return Discard(request.form.get("reason", ""))
    except ValueError:
        raise Invalid({"reason": [Sentence("Choose a reason.")]}) from None


def _start(tools: Tools, problems: Problems) -> Page:
    found = list_piles(tools, actor(), now=now())
    shown = {"piles": found, "problems": problems}
    return render_template("scans.html", **shown), 422 if problems else 200


def _again(tools: Tools, pile_id: UUID, problem: ServiceError) -> Page:
    """Show the pile once more, or raise NotFound when there is none to show."""
    seen = get_pile(tools, actor(), pile_id, now=now())
    return _page(tools, seen, _listed(problem))


def _listed(problem: ServiceError) -> Problems:
    if not isinstance(problem, Invalid):
        return [("whose", problem.said)]
    return [
        (str(field), said) for field, all_ in problem.problems.items() for said in all_
    ]


def _page(tools: Tools, seen: Pile, problems: Problems) -> Page:
    shown = _shown(tools, seen) | {"problems": problems}
    return render_template("scan_pile.html", **shown), 422 if problems else 200


def _shown(tools: Tools, seen: Pile) -> dict[str, Any]:
    sought = request.form.get("find", "").strip()
    found = destinations(tools, actor(), sought, now=now()) if seen.waiting else None
    return {
        "pile": seen,
        "problems": [],
        "given": request.form,
        "ticked": request.form.getlist("pages"),
        "found": found,
        "sought": sought,
        "discards": DISCARDS,
        "paused": "pause" in request.args,
        "now": now(),
    }


def _back(pile_id: UUID, said: str) -> AnyResponse:
    flash(said)
    return redirect(f"/scans/{pile_id}", code=303)
