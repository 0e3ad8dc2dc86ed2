"""The question that a batch asks of every child: a draft, without child and guardians.

Staff fill in the ordinary form and save it as a draft. What it says of one child is
left out, whatever stands there; the rest must be whole.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.actions.composing import check
from service.core.consent import Rule
from service.core.errors import Invalid
from service.core.sentence import Sentence
from service.kinds import consent, find_kind
from service.tools import Tools

OF_A_CHILD = (
    "child_name",
    "child_identity",
    "child_protected",
    "child_voice",
    "child_email",
    "guardians",
)
SOMEBODY = {
    "child_name": "Barn",
    "guardians": [
        {
            "name": "Vårdnadshavare",
            "on_paper": True,
            "custody": "joint",
            "custody_checked": "-",
            "custody_checked_on": "2020-01-01",
        }
    ],
}


def pattern_of(
    tools: Tools, answers: Mapping[str, Any], *, now: datetime
) -> dict[str, Any]:
    """Return what a draft asks of any child. Raises Invalid at `draft`."""
    pattern = {k: v for k, v in answers.items() if k not in OF_A_CHILD}
    if pattern.get("rule") == Rule.WITHOUT:
        why = Sentence("Who is left out cannot be told for many children at once.")
        raise Invalid({"draft": [why]})
    try:
        check(tools, consent.NAME, {**pattern, **SOMEBODY}, now=now)
    except Invalid as problem:
        raise Invalid({"draft": [_missing(problem)]}) from None
    return pattern


def _missing(problem: Invalid) -> Sentence:
    fields = find_kind(consent.NAME).schema.fields
    name = str(next(iter(problem.problems)))
    label = fields[name].metadata["label"] if name in fields else Sentence("Answers")
    return Sentence(
        "The question is not whole: look at “{question}” in the draft.", question=label
    )
