"""What staff post when they write something down, and what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from service.core.consent_views import Followed
from service.core.errors import Invalid, Problems
from service.core.sentence import Sentence
from service.forms.answers import Form, load
from service.forms.consent_answer import RecordedForm, RecordedWithdrawalForm
from service.forms.posted import problem_list
from service.web.consents.posted import choices_in, without_stray_ticks
from service.web.consents.taking_back import ALL, SOME, UNCHOSEN

Given = Mapping[str, Any]
TYPED = ("route", "answered_on", "witness", "scan", "note", "turn")
SAID = ("exclusions", "voice")
ANSWER, WITHDRAWAL = RecordedForm(), RecordedWithdrawalForm()
NOTHING = Sentence("Tick what they take back.")
UNANSWERED = "Answer yes, partly or no for {party}."


def answer_in() -> dict[str, Any]:
    parties = request.form.get("parties", type=int, default=0)
    choices = choices_in(request.form, parties=min(parties, 99))
    return {**_typed(*TYPED, *SAID), "choices": choices}


def withdrawal_in() -> dict[str, Any]:
    """Return what was posted; all of it goes only where somebody said so."""
    wish = request.form.get("what", "")
    parties = request.form.getlist("parties") if wish == SOME else []
    return {**_typed(*TYPED, "exclusions"), "what": wish, "parties": parties}


def as_asked(form: Form, given: Given) -> dict[str, Any]:
    """Return what the action asks for. Raises Invalid, with all that is wrong."""
    asked = {name: value for name, value in given.items() if name != "what"}
    problems = dict(_of_wish(given)) if form is WITHDRAWAL else {}
    if problems:
        raise Invalid({**problems, **_of_form(form, asked)})
    return asked


def uploads() -> list[bytes]:
    """Return the scans that were handed in with it, as they came."""
    return [_content(one) for one in request.files.getlist("file") if one.filename]


def shown_again(given: Given) -> Given:
    """Return what fills the form once more: a whole answer leaves nothing ticked."""
    return without_stray_ticks(given) if "choices" in given else given


def problems_of(
    problems: Problems, form: Form, given: Given, seen: Followed
) -> list[tuple[str, Sentence]]:
    """Return what to mend, at its field, in the order of the page: parties first."""
    unanswered = {
        f"choices-{place}-answer": Sentence(UNANSWERED, party=party.name)
        for place, (party, choice) in enumerate(
            zip(seen.parties, given.get("choices", ()), strict=False)
        )
        if "answer" not in choice
    }
    listed = (
        (name, unanswered.get(name, said))
        for name, said in problem_list(problems, form)
    )
    return sorted(listed, key=lambda one: _place(one[0]))


def _of_wish(given: Given) -> Problems:
    if given["what"] not in (SOME, ALL):
        return {"what": [UNCHOSEN]}
    if given["what"] == SOME and not given["parties"]:
        return {"parties": [NOTHING]}
    return {}


def _of_form(form: Form, asked: Given) -> Problems:
    try:
        load(form, asked)
    except Invalid as problem:
        return problem.problems
    return {}


def _place(field: str) -> int:
    return 0 if field.startswith(("choices-", "what", "parties")) else 1


def _typed(*names: str) -> dict[str, Any]:
    form = request.form
    return {name: form[name] for name in names if form.get(name, "").strip()}


def _content(upload: FileStorage) -> bytes:
    with upload.stream as file:
        content: bytes = file.read()
    return content
