"""What the answer's form posts, as `AnswerForm` wants it; and what was wrong."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from werkzeug.datastructures import MultiDict

from service.actions.consent.saying import NOTHING_TICKED
from service.core.errors import Invalid
from service.core.sentence import Sentence
from service.forms.consent_answer import MOST_PARTIES, AnswerForm
from service.forms.posted import problem_list

Given = Mapping[str, Any]
NOTHING: Given = MappingProxyType({})
TYPED = ("exclusions", "voice", "name", "drawing", "turn", "shown")
UNREAD = Sentence("Tick that you have read the text.")
LAST = MOST_PARTIES + 1
FORM = AnswerForm()


def given_in(posted: MultiDict[str, str], *, parties: int) -> Given:
    """Return the answers as typed: a choice per party, and what else was filled in."""
    typed = {name: posted[name] for name in TYPED if posted.get(name, "").strip()}
    return {
        "choices": choices_in(posted, parties=parties),
        "statement": "statement" in posted,
        **typed,
    }


def choices_in(posted: MultiDict[str, str], *, parties: int) -> list[dict[str, Any]]:
    """Return the choice for each party, in their order; an empty one for none."""
    return [_choice(posted, place) for place in range(parties)]


def without_stray_ticks(given: Given) -> Given:
    """Return `given` with ticks for “partly” alone: elsewhere nobody sees them."""
    choices = [
        one if one.get("answer") == "partly" else {**one, "information": []}
        for one in given["choices"]
    ]
    return {**given, "choices": choices}


def problems_of(
    problem: Invalid, given: Given, parties: Sequence[str]
) -> list[tuple[str, Sentence]]:
    """Return what to mend, at its field's id, in the order of the page."""
    found = dict(problem_list(problem.problems, FORM)) | _unticked(given)
    if not given["statement"]:
        found["statement"] = UNREAD
    unanswered = {
        f"choices-{place}-answer": Sentence(
            "Answer yes, partly or no for {party}.", party=party
        )
        for place, party in enumerate(parties)
    }
    said = {name: unanswered.get(name, why) for name, why in found.items()}
    return sorted(said.items(), key=lambda one: _place(one[0]))


def _unticked(given: Given) -> dict[str, Sentence]:
    """Say at once what the answer itself would be told only when all else is right."""
    return {
        f"choices-{place}-information": NOTHING_TICKED
        for place, choice in enumerate(given["choices"])
        if choice.get("answer") == "partly" and not choice["information"]
    }


def _place(field: str) -> int:
    """Return where on the page a field stands: the parties come first."""
    if field.startswith("choices-"):
        return int(field.split("-")[1])
    return LAST if field in ("name", "statement") else LAST - 1


def _choice(posted: MultiDict[str, str], place: int) -> dict[str, Any]:
    answer = posted.get(f"choices-{place}-answer", "")
    ticked = posted.getlist(f"choices-{place}-information")
    choice: dict[str, Any] = {"information": ticked}
    return {"answer": answer, **choice} if answer else choice
