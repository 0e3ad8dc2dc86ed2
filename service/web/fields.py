"""One question as the page shows it: answer, what we understood, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from types import MappingProxyType
from typing import Any

from service.core.offer import Offer
from service.core.sentence import Sentence
from service.document.words import Words
from service.forms.questions import Question
from service.web.understood import understood

Problems = Mapping[str, Sentence]
NO_PROBLEMS: Mapping[Any, Any] = MappingProxyType({})
Choice = dict[str, str]

WIDTHS = {"whole": "govuk-input--width-5"}
MODES = {"whole": "numeric", "address": "email"}
WIDE = frozenset({"text", "lines", "choice", "tick", "several"})
PRESET = frozenset({"choice", "tick"})
LONGEST_TITLE = 120
UNTICKED = ("", "false", "False")
# What the register suggests for a field, by the field's name. It never decides.
SUGGESTIONS = {
    "group": "groups",
    "organisation": "organisations",
    **dict.fromkeys(("name", "chair", "secretary", "recipient"), "people"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """What it takes to show any question of one form to one reader.

    `offers` are answers nobody has given yet, by the field's name.
    """

    words: Words
    problems: Problems
    near: date
    offers: Mapping[str, Offer] = field(default_factory=dict)

    def field(self, question: Question, id: str, raw: object) -> "Field":
        # A preset is shown chosen, so that nobody sends an answer they have not seen.
        offer = None if as_text(raw) else self.offers.get(id)
        value = as_text(raw) or (offer.answer if offer else question.preset)
        problem = self.problems.get(id)
        return Field(
            id=id,
            question=question,
            label=self._label(question),
            value=value,
            problem=self.words.say(problem) if problem else "",
            said="" if problem else self._said(question, value, offer),
            choices=[
                {"value": choice, "text": self.words(label)}
                for choice, label in question.choices
            ],
            yes=self.words("Yes"),
            is_offered=offer is not None,
        )

    def _label(self, question: Question) -> str:
        label = self.words(question.label)
        if question.required or question.widget in (*PRESET, "rows"):
            return label
        return self.words("{label} (if you like)", label=label)

    def _said(self, question: Question, value: str, offer: Offer | None) -> str:
        said = understood(question.widget, value, words=self.words, near=self.near)
        if offer is None:
            return said
        told = self.words.say(offer.why)
        return self.words("{said}. {why}", said=said, why=told) if said else told


@dataclass(frozen=True, slots=True)
class Field:
    """`id` is also the posted name. `said` and `problem` are empty or in words."""

    id: str
    question: Question
    label: str
    value: str
    problem: str
    said: str
    choices: list[Choice]
    yes: str
    is_offered: bool = False

    @property
    def is_needed(self) -> bool:
        return self.question.required

    @property
    def is_wrong(self) -> bool:
        return bool(self.problem)

    @property
    def is_answered(self) -> bool:
        return bool(self.value.strip())

    @property
    def is_given(self) -> bool:
        """Whether somebody answered: a preset and an offer the page says by itself."""
        is_own = self.is_offered or self.value == self.question.preset
        return self.is_answered and not is_own

    @property
    def is_ticked(self) -> bool:
        return self.value not in UNTICKED

    @property
    def is_preset(self) -> bool:
        return self.question.widget in PRESET

    @property
    def is_wide(self) -> bool:
        return self.question.widget in WIDE or self.question.name in ("title", "group")

    @property
    def height(self) -> int:
        """Return the lines of a text box that shows its text without scrolling."""
        least = 4 if self.question.widget == "text" else 2
        lines = sum(len(line) // 80 + 1 for line in self.value.splitlines())
        return max(least, min(lines + 1, 24))

    @property
    def width(self) -> str:
        return WIDTHS.get(self.question.widget, "")

    @property
    def inputmode(self) -> str:
        return MODES.get(self.question.widget, "")

    @property
    def only_if(self) -> dict[str, str]:
        """Return as attributes which answer beside this one makes it worth asking."""
        name, *answers = self.question.only_if or ("",)
        if not name:
            return {}
        beside = self.id.removesuffix(self.question.name) + name
        return {"data-only-if": beside, "data-answers": " ".join(answers)}

    @property
    def suggestions(self) -> str:
        return SUGGESTIONS.get(self.question.name, "")

    @property
    def chosen(self) -> list[str]:
        """Return the values that are ticked, where several may be."""
        return self.value.split("\n")

    @property
    def shown(self) -> str:
        """Return the answer as a reader says it: by its labels, or yes."""
        if self.question.widget == "tick":
            return self.yes if self.is_ticked else ""
        if not self.choices:
            return self.value
        texts = {choice["value"]: choice["text"] for choice in self.choices}
        return ", ".join(texts.get(value, value) for value in self.chosen)


def first_said(answers: Mapping[str, Any], *names: str) -> str:
    """Return the first of these answers that says something, cut to a title's size."""
    said = (as_text(answers.get(name)).strip() for name in names)
    return shorten(next(filter(None, said), ""), LONGEST_TITLE, placeholder=" …")


def as_text(raw: object) -> str:
    """Return a raw answer as its field holds it."""
    if raw is None or raw is False:
        return ""
    if isinstance(raw, list | tuple):
        return "\n".join(str(entry) for entry in raw)
    return "true" if raw is True else str(raw)


def as_rows(raw: object) -> list[Mapping[str, Any]]:
    """Return the rows of a raw answer; what is not a row shows as an empty one."""
    entries = raw if isinstance(raw, list | tuple) else ()
    return [entry if isinstance(entry, Mapping) else {} for entry in entries]
