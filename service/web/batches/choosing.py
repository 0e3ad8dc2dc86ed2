"""Which question, and which file: chosen here, and read at once."""

from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug import Response as AnyResponse

from service.actions.consent.batch_reading import (
    MOST_BYTES,
    MOST_ROWS,
    refuse_unreadable,
)
from service.actions.consent.batches import list_batches, read_batch
from service.actions.drafts import list_drafts
from service.core.errors import Invalid, NotFound
from service.core.permits import Act
from service.core.records import Draft
from service.core.sentence import Sentence
from service.kinds import consent
from service.tools import Tools
from service.web import spreadsheets
from service.web.batches.naming import STATES
from service.web.context import actor, now, words
from service.web.permits import needs
from service.web.register.sheet import Page

EXAMPLE = """\
Barnets namn;Födelsedatum;Vårdnadshavare 1;Vårdnadshavare 1 e-post;\
Vårdnadshavare 1 språk;Vårdnadshavare 2;Vårdnadshavare 2 e-post;\
Vårdnadshavare 2 språk;Vårdnadshavare 2 skyddad;Vårdnad;Vårdnad kontrollerad;\
Kontrollerad den
Alma Exempel;2014-05-17;Sara Exempel;sara@example.se;svenska;Karim Exempel;\
karim@example.se;arabiska;nej;gemensam;Folkbokföringen;2026-02-09
Bo Exempel;2015-01-20;Kim Exempel;kim@example.se;engelska;Robin Exempel;;svenska;\
ja;gemensam;Folkbokföringen;2026-02-09
"""


def add(room: Blueprint, tools: Tools) -> None:
    @room.get("/consents/batches")
    @needs(Act.ASK_MANY)
    def choose() -> Page:
        return _page(tools, {})

    @room.post("/consents/batches")
    @needs(Act.ASK_MANY)
    def read() -> AnyResponse | Page:
        try:
            batch_id = read_batch(tools, actor(), _chosen(), _uploaded(), now=now())
        except (Invalid, NotFound) as problem:
            return _page(tools, _at_the_question(problem) | _at_the_file(tools))
        return redirect(f"/consents/batches/{batch_id}", code=303)

    @room.get("/consents/batches/example.csv")
    @needs(Act.ASK_MANY)
    def example() -> Response:
        return spreadsheets.as_file(EXAMPLE, name=words()("example"))


def _chosen() -> UUID:
    try:
        return UUID(request.form.get("draft", ""))
    except ValueError:
        raise Invalid({"draft": [Sentence("Choose a question.")]}) from None


def _uploaded() -> bytes:
    """Return the chosen file's content. Raises Invalid when there is none to read."""
    upload = request.files.get("file")
    if upload:
        upload.stream.seek(0)
    content: bytes = upload.read(MOST_BYTES + 1) if upload else b""
    if not content.strip():
        raise Invalid({"file": [Sentence("Choose a file that is not empty.")]})
    return content


def _at_the_question(problem: Invalid | NotFound) -> dict[str, Sentence]:
    if not isinstance(problem, Invalid):
        return {"draft": problem.said}
    return {str(field): said[0] for field, said in problem.problems.items()}


def _at_the_file(tools: Tools) -> dict[str, Sentence]:
    """Return what is wrong with the file, whatever is wrong with the question."""
    try:
        refuse_unreadable(tools, _uploaded())
    except Invalid as problem:
        return {str(field): said[0] for field, said in problem.problems.items()}
    return {}


def _page(tools: Tools, problems: dict[str, Sentence]) -> Page:
    drafts = [one for one in list_drafts(tools, actor()) if one.kind == consent.NAME]
    page = render_template(
        "batches.html",
        drafts=[(one, _purpose(one)) for one in drafts],
        chosen=request.form.get("draft", ""),
        batches=list_batches(tools, actor()),
        states=STATES,
        problems=problems,
        most_rows=f"{MOST_ROWS:,}".replace(",", "\u00a0"),
    )
    return page, 422 if problems else 200


def _purpose(draft: Draft) -> str:
    return str(draft.answers.get("purpose") or "")
