"""How a question of consent reads on paper, before anybody has answered."""

from collections.abc import Iterable

from service.core.consent import DIRECTIONS, INFORMATION, Information
from service.core.identity import masked
from service.core.sentence import Sentence
from service.document import sections
from service.document.blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Letterhead,
    List,
    Paragraph,
    Table,
)
from service.document.prose import prose
from service.document.words import Words
from service.kinds.consent.model import Consent, Party

SAID = dict(INFORMATION)
DOES = dict(DIRECTIONS)
WIDTHS = (46, 34, 30)


def title(consent: Consent, words: Words) -> str:
    """Return what staff see in lists: it names the child, as the register would."""
    return words("Consent to cooperation, {child}", child=consent.child_name)


def compose(consent: Consent, words: Words, letterhead: Letterhead) -> Document:
    return Document(
        title=words("Consent to cooperation"),
        language=words.language,
        letterhead=letterhead,
        header=sections.facts(
            (words("Reference"), consent.reference),
            (words("Until"), until(consent, words)),
        ),
        blocks=question(consent, words),
    )


def question(consent: Consent, words: Words) -> tuple[Block, ...]:
    """Return what is asked, and of whom, without anybody's address or number."""
    return (
        Facts(_facts(consent, words)),
        Heading(words("Why we ask")),
        *prose(consent.purpose),
        Paragraph(
            words(
                "We work together like this: {ways}.",
                ways=_listed(cooperation(consent, words), words),
            )
        ),
        Heading(words("Who may tell each other what")),
        _parties(consent, words),
        *_excluded(consent, words),
    )


def until(consent: Consent, words: Words) -> str:
    """Return how long it is to last, as a sentence without an end."""
    if consent.valid_to and consent.until_event:
        return words(
            "{event}, and no longer than {day}",
            event=consent.until_event,
            day=words.short_day(consent.valid_to),
        )
    if consent.valid_to:
        return words.short_day(consent.valid_to)
    return consent.until_event


def information(consent: Consent, party: Party, words: Words) -> tuple[str, ...]:
    """Return what is asked for a party, each piece in words."""
    return tuple(named(consent, one, words) for one in consent.told(party))


def named(consent: Consent, one: Information, words: Words) -> str:
    if one is Information.OTHER:
        return consent.other_information
    return words.say(SAID[one])


def cooperation(consent: Consent, words: Words) -> tuple[str, ...]:
    return tuple(words.say(WAYS[way]) for way in consent.cooperation)


# As the form's options, but to stand within a sentence.
WAYS = {
    "meetings": Sentence("in meetings"),
    "sip": Sentence("in a coordinated individual plan (SIP)"),
    "sspf": Sentence("in SSPF"),
    "writing": Sentence("in writing"),
    "phone": Sentence("by phone"),
}


def _facts(consent: Consent, words: Words) -> tuple[Fact, ...]:
    child = sections.joined(consent.child_name, masked(consent.child_identity))
    guardians = (one.name for one in consent.guardians if not one.protected)
    contact = sections.joined(
        consent.contact_name, consent.contact_phone, consent.contact_email
    )
    return sections.facts(
        (words("Child"), child),
        (words("Guardians"), _listed(guardians, words)),
        (words("Who asks"), _listed(consent.asking, words)),
        (words("Contact"), contact),
        (words("Kept by"), sections.joined(consent.custodian, consent.storage)),
    )


def _listed(names: Iterable[str], words: Words) -> str:
    listed = tuple(names)
    return sections.named_list(listed, words) if listed else ""


def _parties(consent: Consent, words: Words) -> Table:
    columns = (words("Party"), words("Information"), words("What it does"))
    return Table(
        columns,
        tuple(
            (
                sections.joined(party.name, party.function),
                ", ".join(information(consent, party, words)),
                words.say(DOES[party.direction]),
            )
            for party in consent.parties
        ),
        widths=WIDTHS,
    )


def _excluded(consent: Consent, words: Words) -> tuple[Block, ...]:
    if not consent.exclusions:
        return ()
    lines = [line for line in consent.exclusions.splitlines() if line]
    return (
        Heading(words("This must not be shared")),
        List(tuple(Item(line) for line in lines)),
    )
