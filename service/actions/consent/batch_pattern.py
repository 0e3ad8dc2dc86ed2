"""The question that a batch asks of every child: a draft, without child and guardians.

Staff fill in the ordinary form and save it as a draft. What it says of one child is
left out, whatever stands there; the rest must be whole.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from service.actions.composing import check
from service.core.batches import Finding
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

# They may share a name with a guardian, and are meant to stand there.
OF_THE_STAFF = ("contact_name", "contact_phone", "contact_email", "custodian")
NAMED = Sentence(
    "A name of the draft's child or guardians stands in “{question}”: the guardians of"
    " all the children would read it."
)


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


def names_in(
    pattern: Mapping[str, Any], answers: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield each text of a question that names the draft's child or a guardian.

    All the guardians of all the children would read it.
    """
    people = [answers, *answers.get("guardians", ())]
    told = [str(one.get("child_name") or one.get("name") or "") for one in people]
    names = {part for name in told for part in name.split() if part[:1].isupper()}
    for field, answer in pattern.items():
        if field in OF_THE_STAFF:
            continue
        text = " ".join(_texts(answer))
        for name in sorted(names):
            if re.search(rf"\b{re.escape(name)}s?\b", text):
                said = Sentence(NAMED, question=_label(field))
                yield Finding(0, "", name, said)


def _texts(answer: Any) -> Iterator[str]:
    """Yield every text in an answer, however deep."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Mapping):
        yield from _texts(list(answer.values()))
    elif isinstance(answer, list | tuple):
        for one in answer:
            yield from _texts(one)


def _label(name: str) -> Sentence:
    fields = find_kind(consent.NAME).schema.fields
    label: Sentence = (
        fields[name].metadata["label"] if name in fields else Sentence("Answers")
    )
    return label


def _missing(problem: Invalid) -> Sentence:
    name = str(next(iter(problem.problems)))
    return Sentence(
        "The question is not whole: look at “{question}” in the draft.",
        question=_label(name),
    )
