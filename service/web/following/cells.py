"""The tag of a party's piece of information: what may be shared as things stand."""

from collections.abc import Mapping
from datetime import date

from service.core.consent_rules import Verdict
from service.core.consent_state import OVER, SHARING, ConsentState
from service.core.consent_views import Followed
from service.core.sentence import Sentence
from service.web.following.wording import HELD

Tag = tuple[Sentence, str]
VERDICTS: Mapping[Verdict, Tag] = {
    Verdict.YES: (Sentence("May be shared"), "green"),
    Verdict.NO: (Sentence("No"), "red"),
    Verdict.WAITING: (Sentence("Waits"), "yellow"),
    Verdict.WITHDRAWN: (Sentence("Withdrawn"), "red"),
    Verdict.CONFLICT: (Sentence("Not agreed"), "red"),
}
NO_MORE: Tag = (Sentence("May not be shared any more"), "grey")
NEVER: Tag = (Sentence("Was not answered in time"), "grey")
OFF: Tag = (Sentence("Was called off"), "grey")
NOT_NOW: Tag = HELD
NOT_YET: Tag = (Sentence("May be shared later"), "yellow")
# What was agreed upon, or is waited for, in a consent that lets nothing through.
CLOSED: Mapping[Verdict, Mapping[ConsentState, Tag]] = {
    Verdict.YES: {
        **dict.fromkeys(ConsentState, VERDICTS[Verdict.WAITING]),
        **dict.fromkeys(OVER, NO_MORE),
        ConsentState.CALLED_OFF: OFF,
        ConsentState.RECONSIDER: NOT_NOW,
    },
    Verdict.WAITING: {
        **dict.fromkeys(OVER, NEVER),
        ConsentState.CALLED_OFF: OFF,
        ConsentState.RECONSIDER: NOT_NOW,
    },
}


def is_held(seen: Followed) -> bool:
    """Whether what applies rests until a withdrawal on paper has been read."""
    return seen.state in SHARING and any(one.has_withdrawal for one in seen.people)


def tag_of(seen: Followed, verdict: Verdict, *, today: date) -> Tag:
    """Return the word and the colour: green is only what may be shared today."""
    is_shared = verdict is Verdict.YES and seen.state in SHARING
    if is_shared and is_held(seen):
        return NOT_NOW
    if not is_shared:
        return CLOSED.get(verdict, {}).get(seen.state, VERDICTS[verdict])
    is_early = seen.valid_from is not None and today < seen.valid_from
    return NOT_YET if is_early else VERDICTS[verdict]
