"""The organisation's own copy of a consent: everybody's answers, and how they came.

It must not be passed on to anybody who was asked: it tells of all the others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from service.core.consent import Rule
from service.core.consent_state import ConsentState
from service.core.consent_views import Ground
from service.core.day import home_day
from service.core.sentence import Sentence
from service.document import sections
from service.document.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Passage,
)
from service.document.prose import prose
from service.document.words import Words
from service.kinds.consent.document import question, until
from service.kinds.consent.evidence import Answer, evidence
from service.kinds.consent.grounds import grounds, grounds_of
from service.kinds.consent.model import Consent
from service.kinds.consent.receipt import choices

# What a yes to all, and to a part, is a yes of: whose it takes is another by each rule.
ALL_AGREED = {
    ConsentState.VALID: Sentence("All who decide have said yes"),
    ConsentState.PARTIAL: Sentence("All who decide have said yes to a part"),
}
AGREED: Mapping[Rule, Mapping[ConsentState, Sentence]] = {
    Rule.ALL: ALL_AGREED,
    Rule.WITHOUT: ALL_AGREED,
    Rule.ANY: {
        ConsentState.VALID: Sentence(
            "A guardian has said yes, and one of them is enough"
        ),
        ConsentState.PARTIAL: Sentence(
            "A guardian has said yes to a part, and one of them is enough"
        ),
    },
    Rule.CHILD: {
        ConsentState.VALID: Sentence("The child has said yes, and decides alone"),
        ConsentState.PARTIAL: Sentence(
            "The child has said yes to a part, and decides alone"
        ),
    },
}
OUTCOMES: Mapping[ConsentState, Sentence] = {
    ConsentState.REFUSED: Sentence("Refused"),
    ConsentState.CONFLICT: Sentence("Those who decide do not agree"),
    ConsentState.WITHDRAWN: Sentence("Withdrawn"),
    ConsentState.RECONSIDER: Sentence("Resting: it is being thought over again"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCopy:
    """`answers` are the latest of each who decides, in the order they were asked."""

    state: ConsentState
    at: datetime
    answers: tuple[Answer, ...]


def compose_office_copy(
    consent: Consent, copy: OfficeCopy, words: Words, head: Letterhead
) -> Document:
    outcome = {**OUTCOMES, **AGREED[consent.rule]}[copy.state]
    return Document(
        title=words("Consent to cooperation: answers and evidence"),
        language=words.tag,
        letterhead=head,
        header=sections.facts(
            (words("Date"), home_day(copy.at).isoformat()),
            (words("Reference"), consent.reference),
            (words("Until"), until(consent, words)),
        ),
        mark=words("The organisation's copy"),
        blocks=(
            Paragraph(words.say(outcome), look="lead"),
            *question(consent, words),
            Heading(words("What was answered")),
            *_answers(consent, copy, words),
            PageBreak(),
            Heading(words("How the answers were given")),
            Paragraph(
                words(
                    "This page must not be passed on to anybody who was asked: it tells"
                    " of all of them."
                )
            ),
            *evidence(copy.answers, words),
            *_grounds(consent, words),
        ),
    )


def _answers(consent: Consent, copy: OfficeCopy, words: Words) -> Iterator[Block]:
    for one in copy.answers:
        yield Heading(one.name, level=2)
        yield choices(consent, one, words)
        known = sections.facts(
            (words("Event number"), str(one.event)),
            (words("Must not be shared"), one.exclusions),
        )
        yield Facts(known)
        if one.voice:
            yield Heading(words("In their own words"), level=3)
            yield Passage(one.tag, prose(one.voice, level=3))


def _grounds(consent: Consent, words: Words) -> Iterator[Block]:
    yield Heading(words("Whose yes it takes, and how we know"))
    yield _facts(grounds(consent), words)
    for guardian in consent.guardians:
        yield Heading(guardian.name, level=2)
        yield _facts(grounds_of(guardian), words)


def _facts(found: Iterable[Ground], words: Words) -> Facts:
    return Facts(
        tuple(Fact(words.say(one.label), words.say(one.value)) for one in found)
    )
