"""The sheet to take a consent back on paper: to print, or to fill in on a screen.

To take back must be as easy as to give (GDPR art. 7.3): who answers on paper gets this
beside the receipt. It is a paper of its own, so that nobody hands it in by mistake with
the form that asks. It is meant to have two pages: what somebody reads in their own
language, with the words of the other page beside it, and what they fill in.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.core.consent import Allowed, Cell, Information
from service.core.languages import MASTER, guardian_language
from service.core.sentence import Sentence
from service.document import sections
from service.document.blocks import (
    Blank,
    Block,
    Choice,
    Choices,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Letterhead,
    List,
    PageBreak,
    Paragraph,
    Passage,
    Signature,
    Table,
    Tick,
    Ticks,
)
from service.document.text import Span
from service.document.words import Words
from service.kinds.consent.document import named, until
from service.kinds.consent.model import Consent

WIDTHS = (4, 5)
ALL = Sentence("Everything that I have said yes to")
SOME = Sentence("Only what I tick below")
THIS = Sentence("I take this back")
PART, MORE, SIGN = (
    Sentence("What do you take back?"),
    Sentence("What else must not be shared"),
    Sentence("Signature"),
)
STATEMENT = Sentence("I take back my consent as I have ticked above.")
NAME, PLACE = Sentence("Your name in print"), Sentence("Place and date")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalSheet:
    """Whose sheet it is. `own` is their language where it is not Swedish, `binding`
    the sentence in it that says which text applies. `cells` can be taken back."""

    name: str
    code: str
    cells: Allowed
    own: tuple[tuple[str, Words], ...] = ()


def compose_withdrawal(
    consent: Consent, sheet: WithdrawalSheet, words: Words, letterhead: Letterhead
) -> Document:
    """Return somebody's sheet: what they read comes first, what they fill in last."""
    return Document(
        title=words("Take a consent back"),
        language=words.tag,
        letterhead=letterhead,
        header=sections.facts(
            (words("Sheet of"), sheet.name),
            (words("Reference"), consent.reference),
            (words("Code of the sheet"), sheet.code),
        ),
        blocks=(
            *_in_own_language(consent, sheet, words),
            *(() if sheet.own else (Paragraph(_lead(words), look="lead"),)),
            Facts(_facts(consent, words)),
            *_to_fill_in(consent, sheet, words),
            *(() if sheet.own else _afterwards(consent, letterhead, words)),
        ),
        code=sheet.code,
    )


def _lead(words: Words) -> str:
    return words(
        "With this sheet you take back your yes, all of it or a part. You do not have"
        " to say why."
    )


def _facts(consent: Consent, words: Words) -> tuple[Fact, ...]:
    asks = sections.named_list(consent.asking, words) if consent.asking else ""
    return sections.facts(
        (words("Child"), consent.child_name),
        (words("Who asks"), asks),
        (words("Until"), until(consent, words)),
    )


def _to_fill_in(
    consent: Consent, sheet: WithdrawalSheet, words: Words
) -> Iterator[Block]:
    yield Heading(words.say(PART), number="1.")
    yield Paragraph(words("Tick one of the boxes:"))
    yield Choices(
        (
            Choice(words.say(ALL), field="back.all"),
            Choice(words.say(SOME), field="back.some"),
        )
    )
    yield from _parts(consent, sheet, words)
    yield Heading(words.say(MORE), number="2.")
    yield Blank(words("Write here if you want"), lines=2, field="exclusions")
    yield Heading(words.say(SIGN), number="3.")
    yield Paragraph(words.say(STATEMENT))
    yield Blank(words.say(NAME), field="name")
    yield Signature((words.say(PLACE), sheet.name))


def _parts(consent: Consent, sheet: WithdrawalSheet, words: Words) -> Iterator[Block]:
    for place, party in enumerate(consent.parties):
        name = sections.joined(party.name, party.function)
        rows = tuple(
            Tick(named(consent, one, words), (f"party{place}-{one}.back",))
            for one in consent.told(party)
            if Cell(place, one) in sheet.cells
        )
        if rows:
            yield Ticks(name, (name, words.say(THIS)), rows)


def _afterwards(
    consent: Consent, letterhead: Letterhead, words: Words
) -> Iterator[Block]:
    yield Heading(words("Hand the sheet in"))
    yield Paragraph(_where_to(consent.contact_name, words))
    address = letterhead.columns[0][1:] if letterhead.columns else ()
    yield Facts(
        sections.facts(
            (words("Postal address"), sections.joined(*address)),
            (words("Phone"), consent.contact_phone),
            (words("E-mail"), consent.contact_email),
            (words("Kept by"), sections.joined(consent.custodian, consent.storage)),
        )
    )
    yield Heading(words("What happens then"))
    yield List(tuple(Item(line) for line in _what_happens(words)))


def _where_to(contact: str, words: Words) -> str:
    return words(
        "Give or send it to {name}. You can also phone, or say it to somebody who works"
        " there: then they write it down for you.",
        name=contact,
    )


def _what_happens(words: Words) -> tuple[str, ...]:
    return (
        words("When the sheet has reached us, we stop sharing what you take back."),
        words("What has been shared already cannot be made unsaid."),
        words("Your signature, and what you answered before, are kept as proof."),
        words("You get a receipt, and a new sheet if something is left to take back."),
    )


def _in_own_language(
    consent: Consent, sheet: WithdrawalSheet, words: Words
) -> Iterator[Block]:
    """Return what the sheet asks, and what becomes of it; then where to turn over."""
    contact = sections.joined(
        consent.contact_name, consent.contact_phone, consent.contact_email
    )
    for binding, own in sheet.own:
        yield Passage(own.tag, tuple(_what_it_is(binding, own)))
        yield _glossary(consent, sheet, words, own)
        yield Passage(own.tag, tuple(_what_then(contact, own)))
        yield PageBreak()
        yield Heading(words("In Swedish: this is the sheet that you fill in"))
        yield Paragraph(_where_to(contact, words))


def _what_it_is(binding: str, words: Words) -> Iterator[Block]:
    yield Heading(words("Take a consent back"))
    yield Paragraph(binding, look="note")
    yield Paragraph(_lead(words))


def _glossary(
    consent: Consent, sheet: WithdrawalSheet, words: Words, own: Words
) -> Table:
    """Return all that stands on the page to fill in, in both languages."""
    there, here = _phrases(consent, sheet, words), _phrases(consent, sheet, own)
    return Table(
        (guardian_language(MASTER).name, guardian_language(own.language).name),
        tuple(
            (said, (Span(meant, language=own.tag),))
            for said, meant in zip(there, here, strict=True)
        ),
        widths=WIDTHS,
    )


def _phrases(consent: Consent, sheet: WithdrawalSheet, words: Words) -> Iterator[str]:
    told = {cell.information for cell in sheet.cells} - {Information.OTHER}
    yield f"1. {words.say(PART)}"
    yield from (words.say(one) for one in (ALL, SOME, THIS))
    yield from (named(consent, one, words) for one in Information if one in told)
    yield f"2. {words.say(MORE)}"
    yield f"3. {words.say(SIGN)}: {words.say(STATEMENT)}"
    yield f"{words.say(NAME)}. {words.say(PLACE)}"


def _what_then(contact: str, words: Words) -> Iterator[Block]:
    yield Heading(words("Hand the sheet in"), level=2)
    yield Paragraph(_where_to(contact, words))
    yield Paragraph(" ".join(_what_happens(words)))
