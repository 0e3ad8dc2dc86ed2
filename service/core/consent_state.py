"""What follows from all that was said: per party and information, and as a whole.

Nothing here is stored as the truth. The answers are; this is derived from them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from service.core.consent import Cell, Question, Rule, Said
from service.core.sentence import Sentence


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    CONFLICT = "conflict"


class ConsentState(StrEnum):
    DRAFT = "draft"  # nothing has been asked yet: it is a draft, and no record
    SENT = "sent"
    WAITING = "waiting"
    VALID = "valid"
    PARTIAL = "partial"
    REFUSED = "refused"
    CONFLICT = "conflict"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    RECONSIDER = "reconsider"


@dataclass(frozen=True, slots=True)
class Decision:
    """What applies to one cell. `rests_on` is the event that settled it, 0 if none."""

    verdict: Verdict
    rests_on: int = 0


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known besides the answers."""

    today: date
    is_opened: bool = False
    is_doubted: bool = False
    is_superseded: bool = False
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    state: ConsentState
    decisions: Mapping[Cell, Decision]


@dataclass(frozen=True, slots=True)
class Passage:
    """The gate's answer. `why` is fit for staff; `rests_on` is the event's number."""

    is_open: bool
    why: Sentence
    rests_on: int = 0


SHARING = (ConsentState.VALID, ConsentState.PARTIAL)
OVER = (ConsentState.EXPIRED, ConsentState.SUPERSEDED)  # no answer counts any more
CLOSED = {
    ConsentState.DRAFT: Sentence("The consent has not been asked for yet."),
    ConsentState.SENT: Sentence("Answers are still missing."),
    ConsentState.WAITING: Sentence("Answers are still missing."),
    ConsentState.REFUSED: Sentence("The consent has been refused."),
    ConsentState.CONFLICT: Sentence("Those who decide do not agree."),
    ConsentState.EXPIRED: Sentence("The consent has run out."),
    ConsentState.WITHDRAWN: Sentence("The consent has been withdrawn."),
    ConsentState.SUPERSEDED: Sentence("The consent has been replaced by a newer one."),
    ConsentState.RECONSIDER: Sentence("The consent must be thought over again."),
}


def derive(
    question: Question, said: Iterable[Said], circumstances: Circumstances
) -> Standing:
    """Return what applies, by the latest word of each who decides.

    Words of others, and about what was not asked, count for nothing.
    """
    latest = _latest(question, said)
    decisions = {
        cell: RULES[question.rule](cell, latest, question) for cell in question.cells
    }
    by_answers = _as_a_whole(decisions, latest)
    return Standing(_overruled(by_answers, question, circumstances), decisions)


def passage(
    standing: Standing, question: Question, cell: Cell, *, today: date
) -> Passage:
    """Return whether this information may go to this party on that day, and why."""
    decision = standing.decisions.get(cell)
    if decision is None:
        return Passage(is_open=False, why=NEVER_ASKED)
    why = _closed(decision, standing)
    if why is None and question.valid_from and today < question.valid_from:
        why = Sentence("The consent has not begun.")
    return Passage(is_open=why is None, why=why or AGREED, rests_on=decision.rests_on)


AGREED = Sentence("All who decide have said yes.")
NEVER_ASKED = Sentence("This was never asked for.")
REASONS = {
    Verdict.NO: Sentence("Somebody who decides has said no to this."),
    Verdict.WAITING: Sentence("Answers are still missing."),
    Verdict.WITHDRAWN: Sentence("This has been withdrawn."),
    Verdict.CONFLICT: Sentence("Those who decide do not agree."),
}


def _closed(decision: Decision, standing: Standing) -> Sentence | None:
    """Return why a cell is closed, or None when nothing said keeps it so."""
    answered = (*SHARING, ConsentState.WAITING, ConsentState.CONFLICT)
    if standing.state in answered and decision.verdict in REASONS:
        return REASONS[decision.verdict]
    return CLOSED.get(standing.state)


def _latest(question: Question, said: Iterable[Said]) -> dict[UUID, Said]:
    ours = (one for one in said if one.by in question.deciders)
    return {one.by: one for one in sorted(ours, key=lambda one: one.sequence)}


def _all_agree(cell: Cell, latest: Mapping[UUID, Said], question: Question) -> Decision:
    against = [one for one in latest.values() if cell not in one.allowed]
    if against:
        return _against(against)
    if len(latest) < len(question.deciders) or not latest:
        return Decision(Verdict.WAITING)
    return Decision(Verdict.YES, max(one.sequence for one in latest.values()))


def _one_is_enough(
    cell: Cell, latest: Mapping[UUID, Said], question: Question
) -> Decision:
    allowing = [one.sequence for one in latest.values() if cell in one.allowed]
    against = [one for one in latest.values() if cell not in one.allowed]
    if allowing and against:
        last = max(one.sequence for one in latest.values())
        return Decision(Verdict.CONFLICT, last)
    if allowing:
        return Decision(Verdict.YES, min(allowing))
    if len(against) < len(question.deciders) or not against:
        return Decision(Verdict.WAITING)
    return _against(against)


def _against(against: list[Said]) -> Decision:
    newest = max(against, key=lambda one: one.sequence)
    taken_back = any(one.is_withdrawal for one in against)
    verdict = Verdict.WITHDRAWN if taken_back else Verdict.NO
    return Decision(verdict, newest.sequence)


Combine = Callable[[Cell, Mapping[UUID, Said], Question], Decision]
RULES: Mapping[Rule, Combine] = {
    Rule.ALL: _all_agree,
    Rule.CHILD: _all_agree,  # the child is the only one who decides
    Rule.WITHOUT: _all_agree,  # of those who are not left out
    Rule.ANY: _one_is_enough,
}


def _as_a_whole(
    decisions: Mapping[Cell, Decision], latest: Mapping[UUID, Said]
) -> ConsentState:
    verdicts = {one.verdict for one in decisions.values()}
    for state, is_so in WHOLE:
        if is_so(verdicts, latest):
            return state
    return ConsentState.PARTIAL


Verdicts = set[Verdict]
Is = Callable[[Verdicts, Mapping[UUID, Said]], bool]
# Read from the top: the first that is so says what the consent is as a whole.
WHOLE: tuple[tuple[ConsentState, Is], ...] = (
    (ConsentState.CONFLICT, lambda verdicts, _: Verdict.CONFLICT in verdicts),
    (ConsentState.WAITING, lambda verdicts, _: Verdict.WAITING in verdicts),
    (ConsentState.VALID, lambda verdicts, _: verdicts == {Verdict.YES}),
    (ConsentState.PARTIAL, lambda verdicts, _: Verdict.YES in verdicts),
    (ConsentState.WITHDRAWN, lambda verdicts, _: Verdict.WITHDRAWN in verdicts),
    # Nobody has said no to everything, and yet nothing is left they all allow.
    (
        ConsentState.CONFLICT,
        lambda _, latest: all(one.allowed for one in latest.values()),
    ),
    (ConsentState.REFUSED, lambda verdicts, _: verdicts == {Verdict.NO}),
)


def _overruled(
    state: ConsentState, question: Question, known: Circumstances
) -> ConsentState:
    """Return the state, unless something weighs more than the answers."""
    over = question.valid_to is not None and known.today > question.valid_to
    weightier = (
        (ConsentState.SUPERSEDED, known.is_superseded),
        (ConsentState.EXPIRED, over or known.is_ended),
        (ConsentState.RECONSIDER, known.is_doubted),
        (ConsentState.SENT, state is ConsentState.WAITING and not known.is_opened),
    )
    return next((weighs for weighs, is_so in weightier if is_so), state)
