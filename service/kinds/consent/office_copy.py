"""The organisation's own copy of a consent: everybody's answers, and how they came.

It must not be passed on to anybody who was asked: it tells of all the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from service.core.consent_state import ConsentState
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
)
from service.document.words import Words
from service.kinds.consent.document import question, until
from service.kinds.consent.evidence import Answer, evidence
from service.kinds.consent.model import Consent
from service.kinds.consent.receipt import choices

OUTCOMES = {
    ConsentState.VALID: Sentence("All who decide have said yes"),
    ConsentState.PARTIAL: Sentence("All who decide have said yes to a part"),
    ConsentState.REFUSED: Sentence("Refused"),
    ConsentState.CONFLICT: Sentence("Those who decide do not agree"),
    ConsentState.WITHDRAWN: Sentence("Withdrawn"),
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
            Paragraph(words.say(OUTCOMES[copy.state]), look="lead"),
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
        ),
    )


def _answers(consent: Consent, copy: OfficeCopy, words: Words) -> Iterator[Block]:
    for one in copy.answers:
        yield Heading(one.name, level=2)
        yield choices(consent, one, words)
        if one.exclusions:
            yield Facts((Fact(words("Must not be shared"), one.exclusions),))
