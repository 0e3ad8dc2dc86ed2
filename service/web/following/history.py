"""What has happened with a consent, by line: what, by whom, and what it allowed."""

from collections.abc import Mapping

from service.core.consent import DOUBTS, REPLIES, Happened, Role
from service.core.consent_views import EventTold, Followed
from service.core.sentence import Sentence
from service.document.words import Words
from service.web.following.answers import allowed_of
from service.web.following.wording import EID_REFUSALS

HAPPENINGS: Mapping[str, Sentence] = {
    Happened.ASKED: Sentence("The question was asked"),
    Happened.BOUNCED: Sentence("The mail to {who} came back"),
    Happened.OPENED: Sentence("{who} opened the question"),
    Happened.ANSWERED: Sentence("{who} answered"),
    Happened.WITHDRAWN: Sentence("{who} took back what they had said"),
    Happened.REMINDED: Sentence("{who} was reminded"),
    Happened.REACHED: Sentence("{who} was asked at another address"),
    Happened.SENT_AGAIN: Sentence("{who} was mailed once more"),
    Happened.QUESTION: Sentence("{who} asked something"),
    Happened.REPLIED: Sentence("{who} got an answer to a question"),
    Happened.SETTLED: Sentence("{who} got an answer in another way"),
    Happened.PAPER_WANTED: Sentence("{who} wants the form on paper"),
    Happened.PRINTED: Sentence("The form of {who} was printed"),
    Happened.SCANNED: Sentence("A scanned form of {who} was filed"),
    Happened.WITHDRAWAL_SCANNED: Sentence("A withdrawal on paper of {who} was filed"),
    Happened.KEPT: Sentence("A paper of {who} was read, and takes nothing back"),
    Happened.DOUBTED: Sentence("It is to be thought over again"),
    Happened.UPHELD: Sentence("It was upheld"),
    Happened.SUPERSEDED: Sentence("A new question took its place"),
    Happened.ENDED: Sentence("It was ended"),
    Happened.EXPIRED: Sentence("It ran out"),
    Happened.SEALED: Sentence("The copies were sealed"),
    Happened.EID_REFUSED: Sentence("An e-ID did not open the link of {who}"),
}
# A party is asked nothing: its link leads to what applies.
SEEN_BY_PARTY = Sentence("{who} opened the page of what applies")
# The same where staff did it for somebody.
WRITTEN_DOWN: Mapping[str, Sentence] = {
    Happened.ANSWERED: Sentence("The answer of {who} was written down"),
    Happened.WITHDRAWN: Sentence("It was written down that {who} takes it back"),
}
DETAILS: Mapping[str, Mapping[str, Sentence]] = {
    Happened.DOUBTED: {str(doubt): said for doubt, said in DOUBTS},
    Happened.EID_REFUSED: EID_REFUSALS,
    Happened.SETTLED: {str(way): said for way, said in REPLIES},
}


def happening(seen: Followed, event: EventTold, words: Words) -> str:
    """Return a line of the history, whole: "Sara svarade: Skolan, ja till allt"."""
    told = words(_said(seen, event), who=event.who or words("Somebody"))
    line = f"{told} ({event.by})" if event.by else told
    detail = _detail(seen, event, words)
    return f"{line}: {detail}" if detail else line


def ended_by_hand(seen: Followed, words: Words) -> str:
    """Return who ended it and why, "" where only the calendar did."""
    for event in seen.events:
        if event.happened == Happened.ENDED and event.revision == seen.revision:
            who = event.by or words("Somebody")
            return words("{who} ended it: {why}", who=who, why=event.detail)
    return ""


def _said(seen: Followed, event: EventTold) -> Sentence:
    parties = {one.name for one in seen.people if one.role is Role.RECEIVER}
    if event.happened == Happened.OPENED and event.who in parties:
        return SEEN_BY_PARTY
    written_down = WRITTEN_DOWN.get(event.happened) if event.by else None
    return written_down or HAPPENINGS.get(event.happened, Sentence(event.happened))


def _detail(seen: Followed, event: EventTold, words: Words) -> str:
    if event.allowed is not None and event.revision == seen.revision:
        parts = allowed_of(seen, event.allowed, words)
        return "; ".join(f"{party}, {yes[:1].lower()}{yes[1:]}" for party, yes in parts)
    known = DETAILS.get(event.happened, {}).get(event.detail)
    return words.say(known) if known else event.detail
