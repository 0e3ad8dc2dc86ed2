"""How a question of consent reads on paper, before anybody has answered."""

from collections.abc import Iterable

from service.core.consent import DIRECTIONS, INFORMATION, Information
from service.core.identity import masked
from service.core.languages import MASTER, guardian_language
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
    Passage,
    Table,
)
from service.document.prose import prose
from service.document.words import Words
from service.kinds.consent.model import Consent, Party
from service.kinds.consent.naming import initials

SAID = dict(INFORMATION)
DOES = dict(DIRECTIONS)
WIDTHS = (46, 34, 30)


def title(consent: Consent, words: Words) -> str:
    """Return what staff see in lists. They are read by more than need to know the
    child: by initials one who knows it finds it, a protected child not even has those.
    """
    known = sections.joined(
        "" if consent.child_protected else initials(consent.child_name),
        consent.reference,
    )
    if not known:
        return words("Consent to cooperation")
    return words("Consent to cooperation, {child}", child=known)


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


def question(
    consent: Consent, words: Words, *, is_child: bool = False
) -> tuple[Block, ...]:
    """Return what is asked, and of whom, without anybody's address or number.

    What the child says, as staff wrote it down, is for those who are asked about it.
    """
    voice = "" if is_child else consent.child_voice
    return (
        Facts(_facts(consent, words)),
        Heading(words("Why we ask")),
        *_typed(consent.purpose, words),
        Paragraph(
            words(
                "We work together like this: {ways}.",
                ways=_listed(cooperation(consent, words), words),
            )
        ),
        *_voice(voice, words),
        Heading(words("Who may tell each other what")),
        _parties(consent, words),
        *_excluded(consent, words),
    )


def _voice(voice: str, words: Words) -> tuple[Block, ...]:
    said = words("What the child says")
    return (Heading(said), *_typed(voice, words)) if voice else ()


def _typed(text: str, words: Words) -> tuple[Block, ...]:
    """Return what staff have typed, which they do in Swedish, whoever reads it."""
    blocks = prose(text)
    swedish = guardian_language(MASTER).tag
    return blocks if words.tag == swedish else (Passage(swedish, blocks),)


def until(consent: Consent, words: Words) -> str:
    """Return how long it is to last, as a sentence without an end."""
    if consent.until_event:
        return words(
            "{event}, and no longer than {day}",
            event=consent.until_event,
            day=words.short_day(consent.valid_to),
        )
    return words.short_day(consent.valid_to)


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
