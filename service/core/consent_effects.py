"""What an event of a consent calls for: receipts, sealed copies, and who is told.

Read from two tables. Receivers are not among them: they are told whenever what applies
to them is no longer what they were told last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.core.consent import SAYING, Happened
from service.core.consent_state import ConsentState


class ToOwner(StrEnum):
    """What the one who asked is told. The words say nothing of anybody's choice."""

    LOOK = "look"  # something needs a person
    DONE = "done"  # all have answered, and something may be shared
    CALLED_OFF = "called off"  # it ended before all had answered
    OVER = "over"  # less may be shared than before
    TAKEN_BACK = "taken back"  # on paper: a person has to read how much of it


@dataclass(frozen=True, slots=True)
class Effects:
    """`tells_others`: all have answered, which was not so before. `tells_asked`:
    nobody need answer any more.

    `tells_asker`: an answer to their question stands on their page. `to_owner` is one
    thing: what needs a person goes before what is only good to know.
    """

    has_receipt: bool = False
    is_sealed: bool = False
    tells_asked: bool = False
    tells_others: bool = False
    tells_asker: bool = False
    to_owner: ToOwner | None = None


# What leaves the consent so is the end of a round: its copies are sealed.
DECIDED = (
    ConsentState.VALID,
    ConsentState.PARTIAL,
    ConsentState.REFUSED,
    ConsentState.CONFLICT,
    ConsentState.WITHDRAWN,
)
# What is taken back is sealed while a consent rests, too: its yes was.
ENDS_ROUND: Mapping[Happened, tuple[ConsentState, ...]] = {
    Happened.ANSWERED: DECIDED,
    Happened.WITHDRAWN: (*DECIDED, ConsentState.RECONSIDER),
}
BY_EVENT: Mapping[Happened, ToOwner] = {
    Happened.QUESTION: ToOwner.LOOK,
    Happened.PAPER_WANTED: ToOwner.LOOK,
    Happened.SCANNED: ToOwner.LOOK,
    Happened.WITHDRAWAL_SCANNED: ToOwner.TAKEN_BACK,
    Happened.BOUNCED: ToOwner.LOOK,
    Happened.DOUBTED: ToOwner.LOOK,
    Happened.EID_REFUSED: ToOwner.LOOK,
    Happened.WITHDRAWN: ToOwner.OVER,
    Happened.EXPIRED: ToOwner.OVER,
    Happened.ENDED: ToOwner.OVER,
}
BY_ANSWER: Mapping[ConsentState, ToOwner] = {
    ConsentState.REFUSED: ToOwner.LOOK,
    ConsentState.CONFLICT: ToOwner.LOOK,
    ConsentState.VALID: ToOwner.DONE,
    ConsentState.PARTIAL: ToOwner.DONE,
}


def effects(
    happened: Happened,
    *,
    before: ConsentState,
    after: ConsentState,
    completes: bool = False,
    is_early: bool = False,
    has_voice: bool = False,
) -> Effects:
    """Return what an event calls for that led from `before` to `after`.

    `completes` says that with it all who decide have answered, `is_early` that some
    have not yet, `has_voice` that somebody says something in words of their own: a
    person has to read that.
    """
    is_said = happened in SAYING
    by_answer = BY_ANSWER.get(after) if after is not before else None
    by_event = by_answer if happened is Happened.ANSWERED else BY_EVENT.get(happened)
    has_ended = happened is Happened.ENDED
    if has_ended and after is ConsentState.CALLED_OFF:
        by_event = ToOwner.CALLED_OFF
    return Effects(
        has_receipt=is_said,
        is_sealed=ends_round(happened, after),
        tells_asked=has_ended and is_early,
        tells_others=is_said and completes,
        tells_asker=happened is Happened.REPLIED,
        to_owner=ToOwner.LOOK if has_voice else by_event,
    )


def ends_round(happened: Happened, after: ConsentState) -> bool:
    """Whether an event that leaves the consent so ends a round: copies are sealed."""
    return after in ENDS_ROUND.get(happened, ())
