"""What follows from all that was said: per party and information, and as a whole.

Nothing here is stored as the truth. The answers are; this is derived from them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.core.consent import Cell, Question, Rule, Said
from service.core.consent_rules import Decision, Latest, Verdict, decide, latest_words
from service.core.sentence import Sentence


class ConsentState(StrEnum):
    DRAFT = "draft"  # nothing has been asked yet: it is a draft, and no record
    SENT = "sent"
    WAITING = "waiting"
    VALID = "valid"
    PARTIAL = "partial"
    REFUSED = "refused"
    CONFLICT = "conflict"
    EXPIRED = "expired"
    CALLED_OFF = "called off"  # ended by staff before all had answered
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    RECONSIDER = "reconsider"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known besides the answers.

    The last three are the number of the event that made it so, 0 when the calendar
    did, and None while it is not so.
    """

    today: date
    is_opened: bool = False
    doubted: int | None = None
    superseded: int | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`closed_by` is the event that weighs more than all answers, 0 if none does."""

    state: ConsentState
    decisions: Mapping[Cell, Decision]
    closed_by: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """The gate's answer. `why` is fit for staff; `rests_on` is the event's number, 0
    when it rests on none: nothing has been said, or only the calendar decides.

    `exclusions` are what must not be shared all the same, in people's own words.
    """

    is_open: bool
    why: Sentence
    rests_on: int = 0
    exclusions: tuple[str, ...] = ()


AWAITING = (ConsentState.SENT, ConsentState.WAITING)  # an answer is waited for
SHARING = (ConsentState.VALID, ConsentState.PARTIAL)
# No answer counts any more.
OVER = (ConsentState.EXPIRED, ConsentState.CALLED_OFF, ConsentState.SUPERSEDED)
CLOSED = {
    ConsentState.DRAFT: Sentence("The consent has not been asked for yet."),
    ConsentState.SENT: Sentence("Answers are still missing."),
    ConsentState.WAITING: Sentence("Answers are still missing."),
    ConsentState.REFUSED: Sentence("The consent has been refused."),
    ConsentState.CONFLICT: Sentence("Those who decide do not agree."),
    ConsentState.EXPIRED: Sentence("The consent has run out."),
    ConsentState.CALLED_OFF: Sentence(
        "The consent was called off before all had answered."
    ),
    ConsentState.WITHDRAWN: Sentence("The consent has been withdrawn."),
    ConsentState.SUPERSEDED: Sentence("The consent has been replaced by a newer one."),
    ConsentState.RECONSIDER: Sentence("The consent must be thought over again."),
}


def by_answers(question: Question, said: Iterable[Said]) -> ConsentState:
    """Return what the answers alone make of it, whatever weighs more by now."""
    latest = latest_words(question, said)
    return _as_a_whole(decide(question, latest), latest)


def derive(
    question: Question, said: Iterable[Said], circumstances: Circumstances
) -> Standing:
    """Return what applies, by the latest word of each who decides.

    Words of others, and about what was not asked, count for nothing.
    """
    latest = latest_words(question, said)
    decisions = decide(question, latest)
    by_answers = _as_a_whole(decisions, latest)
    is_early = _is_early(question, latest)
    state, closed_by = _overruled(
        by_answers, question, circumstances, is_early=is_early
    )
    return Standing(state, decisions, closed_by)


def shared(standing: Standing) -> frozenset[Cell]:
    """Return what the answers let through as things stand, whatever the day."""
    if standing.state not in SHARING:
        return frozenset()
    verdicts = standing.decisions.items()
    return frozenset(cell for cell, one in verdicts if one.verdict is Verdict.YES)


def passage(
    standing: Standing, question: Question, cell: Cell, *, today: date
) -> Passage:
    """Return whether this information may go to this party on that day, and why."""
    applies = covered(standing, question, cell, today=today)
    if applies.is_open and cell.party in question.givers:
        return _closed(ONLY_GIVES, applies.rests_on)
    return applies


def covered(
    standing: Standing, question: Question, cell: Cell, *, today: date
) -> Passage:
    """Return whether the consent covers this cell on that day, whoever tells whom."""
    decision = standing.decisions.get(cell)
    if decision is None:
        return _closed(NEVER_ASKED)
    answered = (*SHARING, ConsentState.WAITING, ConsentState.CONFLICT)
    if standing.state in answered and decision.verdict in REASONS:
        return _closed(REASONS[decision.verdict], decision.rests_on)
    if standing.state in (*WEIGHTIER, ConsentState.CALLED_OFF):
        return _closed(CLOSED[standing.state], standing.closed_by)
    if standing.state in CLOSED:
        return _closed(CLOSED[standing.state], decision.rests_on)
    if question.valid_from and today < question.valid_from:
        return _closed(NOT_BEGUN, decision.rests_on)
    return Passage(is_open=True, why=AGREED[question.rule], rests_on=decision.rests_on)


def _closed(why: Sentence, rests_on: int = 0) -> Passage:
    return Passage(is_open=False, why=why, rests_on=rests_on)


ALL_AGREED = Sentence("All who decide have said yes.")
AGREED = {
    Rule.ALL: ALL_AGREED,
    Rule.WITHOUT: ALL_AGREED,
    Rule.ANY: Sentence("A guardian has said yes, and one is enough here."),
    Rule.CHILD: Sentence("The child has said yes, and decides alone."),
}
NEVER_ASKED = Sentence("This was never asked for.")
NOT_BEGUN = Sentence("The consent has not begun.")
ONLY_GIVES = Sentence("This party only gives: nothing may go to it.")
WEIGHTIER = (ConsentState.SUPERSEDED, ConsentState.EXPIRED, ConsentState.RECONSIDER)
REASONS = {
    Verdict.NO: Sentence("Somebody who decides has said no to this."),
    Verdict.WAITING: Sentence("Answers are still missing."),
    Verdict.WITHDRAWN: Sentence("This has been withdrawn."),
    Verdict.CONFLICT: Sentence("Those who decide do not agree."),
}


def _as_a_whole(decisions: Mapping[Cell, Decision], latest: Latest) -> ConsentState:
    verdicts = {one.verdict for one in decisions.values()}
    for state, is_so in WHOLE:
        if is_so(verdicts, latest):
            return state
    return ConsentState.PARTIAL


Verdicts = set[Verdict]
Is = Callable[[Verdicts, Latest], bool]
# Read from the top: the first that is so says what the consent is as a whole.
WHOLE: tuple[tuple[ConsentState, Is], ...] = (
    # What they disagree about closes that alone, as long as something is agreed upon.
    (
        ConsentState.CONFLICT,
        lambda verdicts, _: (
            Verdict.CONFLICT in verdicts and Verdict.YES not in verdicts
        ),
    ),
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
    state: ConsentState, question: Question, known: Circumstances, *, is_early: bool
) -> tuple[ConsentState, int]:
    """Return the state, and what weighs more than the answers if something does.

    `is_early`: what staff end now is called off.
    """
    over = question.valid_to is not None and known.today > question.valid_to
    ended = 0 if over and known.ended is None else known.ended
    weighed = zip(WEIGHTIER, (known.superseded, ended, known.doubted), strict=True)
    for weightier, event in weighed:
        if event is not None and weightier is ConsentState.EXPIRED:
            is_off = is_early and known.ended is not None
            return (ConsentState.CALLED_OFF if is_off else weightier), event
        if event is not None:
            return weightier, event
    is_unread = state is ConsentState.WAITING and not known.is_opened
    return (ConsentState.SENT if is_unread else state), 0


def _is_early(question: Question, latest: Latest) -> bool:
    """Whether it has never applied, for answers are missing.

    What the others said must not matter: whoever has not answered would learn it from
    the word. Where one is enough, it may have applied since the first answer.
    """
    is_missing = not question.deciders <= set(latest)
    return is_missing and not (latest and question.rule is Rule.ANY)
