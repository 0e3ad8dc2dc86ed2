"""An assignment: who asks whom to do what, why, and by when."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from service.core.errors import Problems
from service.core.meeting import Signatory, named, when_problems
from service.core.sentence import Sentence
from service.core.when import When, understand


class MilestoneKind(StrEnum):
    START = "start"
    CHECK_IN = "check_in"
    INTERIM_REPORT = "interim_report"
    FINAL_REPORT = "final_report"
    PUBLICATION = "publication"


MILESTONE_KINDS = {
    MilestoneKind.START: Sentence("Start"),
    MilestoneKind.CHECK_IN: Sentence("Check-in"),
    MilestoneKind.INTERIM_REPORT: Sentence("Interim report"),
    MilestoneKind.FINAL_REPORT: Sentence("Final report"),
    MilestoneKind.PUBLICATION: Sentence("Publication"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """`when` holds the words as written: "i juni", "den 21 november 2019"."""

    kind: MilestoneKind
    when: str
    what: str = ""

    def due(self, *, near: date) -> When:
        return understand(self.when, near=near)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """`reference` is the registry's own number; none is ever invented."""

    title: str
    dated: date
    reference: str = ""
    background: str
    purpose: str
    goals: str
    subgoals: list[str] = field(default_factory=list)
    giver: str
    taker: str
    task: str
    information: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    timeline: str
    milestones: list[Milestone] = field(default_factory=list)
    reporting: str
    communication: list[str] = field(default_factory=list)
    delimitations: str = ""
    resources: str = ""
    risks: str = ""
    signatories: list[Signatory] = field(default_factory=list)

    def problems(self) -> Problems:
        """Return the milestones whose time cannot be, at the path of each field."""
        found = {n: self._late(one) for n, one in enumerate(self.milestones)}
        return named(milestones={n: wrong for n, wrong in found.items() if wrong})

    def _late(self, milestone: Milestone) -> Problems:
        return named(when=when_problems(milestone.when, near=self.dated))
