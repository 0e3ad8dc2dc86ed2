"""What somebody who decides keeps: what was asked, what they answered, and how.

Made for one reader. Of others who were asked it says whether all have answered, and no
more. The Swedish text binds: who read another language gets both.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from service.core.consent_text import ConsentText
from service.core.day import home_day
from service.core.languages import guardian_language
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
    PageBreak,
    Paragraph,
    Passage,
    Table,
)
from service.document.pictures import Drawing, QrCode
from service.document.prose import prose
from service.document.text import Rich, Span
from service.document.words import Words
from service.kinds.consent.document import named, question, until
from service.kinds.consent.evidence import Answer, evidence, second
from service.kinds.consent.model import Consent
from service.kinds.consent.paper import gaps

WIDTHS = (50, 16, 44)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Whose copy it is and what stands on it.

    `own` is the text they read and `swedish` the one that binds; they are the same for
    who read Swedish. `is_final`: it is the sealed copy of a round of answers that has
    ended. `check` is where a file can be checked.
    """

    reader: str
    answer: Answer
    own: ConsentText
    swedish: ConsentText
    all_answered: bool
    is_child: bool
    is_final: bool
    check: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of a copy: its words, its text, and who sends."""

    words: Words
    text: ConsentText


def compose_copy(
    consent: Consent, copy: Copy, words: Words, swedish: Words, head: Letterhead
) -> Document:
    """Return the copy in the reader's language, and in Swedish after it.

    `words` are the reader's, `swedish` those of the language that binds.
    """
    own = _tongue(consent, copy.own, words, head)
    answer = copy.answer
    return Document(
        title=_title(copy, words),
        language=words.tag,
        letterhead=head,
        header=sections.facts(
            (words("Date"), home_day(answer.at).isoformat()),
            (words("Reference"), consent.reference),
            (words("Answer number"), str(answer.turn)),
        ),
        mark=words("Copy for {name}", name=copy.reader),
        blocks=(
            Paragraph(_lead(copy, words), look="lead"),
            Facts(_facts(consent, copy, words)),
            *_answered(consent, copy, own),
            *_what_now(own),
            PageBreak(),
            Heading(words("How the answer was given")),
            *evidence((answer,), words),
            *_drawn(answer, words),
            _to_check(copy, words),
            *_asked(consent, copy, own),
            *_binding(consent, copy, swedish, head),
        ),
    )


def _tongue(
    consent: Consent, text: ConsentText, words: Words, head: Letterhead
) -> Tongue:
    return Tongue(words, text.filled(**gaps(consent, words, head)))


def _title(copy: Copy, words: Words) -> str:
    if copy.is_final:
        return words("Consent to cooperation: your copy")
    if copy.answer.is_withdrawal:
        return words("Receipt: what you have taken back")
    return words("Receipt for your answer")


def _lead(copy: Copy, words: Words) -> str:
    if copy.answer.is_withdrawal:
        return words(
            "You have taken back your consent, whole or in part. It counts from the"
            " moment you did."
        )
    return words("Your answer has been received and is kept.")


def _facts(consent: Consent, copy: Copy, words: Words) -> tuple[Fact, ...]:
    answer = copy.answer
    status = (
        words("All have answered")
        if copy.all_answered
        else words("Not all have answered yet")
    )
    rows: tuple[tuple[str, Rich], ...] = (
        (words("Who"), answer.name),
        (words("When"), second(answer.at)),
        (words("How"), words.say(answer.way)),
        (words("Until"), until(consent, words)),
        (words("Those who decide"), status if answer.has_others else ""),
    )
    return tuple(Fact(label, value) for label, value in rows if value)


def _answered(consent: Consent, copy: Copy, tongue: Tongue) -> Iterator[Block]:
    words = tongue.words
    yield Heading(words("What you allow"))
    yield choices(consent, copy.answer, words)
    if copy.answer.exclusions:
        yield Facts((Fact(words("Must not be shared"), copy.answer.exclusions),))
    if copy.answer.voice:
        yield Heading(words("What you want to say"), level=2)
        yield from prose(copy.answer.voice)
    yield Paragraph(
        words("What you have not said yes to here stays secret as before."), look="note"
    )


def _drawn(answer: Answer, words: Words) -> Iterator[Block]:
    """Yield the signature that somebody drew beside their name, as they drew it."""
    if answer.strokes:
        alt = words("Signature of {name}, drawn by hand", name=answer.name)
        yield Drawing(answer.strokes, alt, words("Your signature, drawn"))


def choices(consent: Consent, answer: Answer, words: Words) -> Table:
    """Return what an answer says per party, in words."""
    rows = []
    for place, party in enumerate(consent.parties):
        asked = consent.told(party)
        yes = [one for one in asked if (place, one) in answer.places]
        said = words("Yes") if yes == list(asked) else words("Partly")
        told = ", ".join(named(consent, one, words) for one in yes)
        rows.append(
            (party.name, said if yes else words("No"), told or sections.NOTHING)
        )
    columns = (words("Party"), words("Answer"), words("Information"))
    return Table(columns, tuple(rows), widths=WIDTHS)


def _what_now(tongue: Tongue) -> Iterator[Block]:
    yield Heading(tongue.words("If you change your mind"))
    yield Paragraph(tongue.text.withdraw)


def _asked(consent: Consent, copy: Copy, tongue: Tongue) -> Iterator[Block]:
    words, text = tongue.words, tongue.text
    yield Heading(words("What you were asked"))
    yield from question(consent, words, is_child=copy.is_child)
    yield Heading(_had(copy.answer, words))
    if text.binding:
        yield Paragraph(text.binding, look="note")
    yield from _text(copy, text)


def _had(answer: Answer, words: Words) -> str:
    if answer.explained_by:
        return words("The text that was explained to you")
    return words("The text on your form" if answer.is_printed else "The text you read")


def _text(copy: Copy, text: ConsentText) -> Iterator[Block]:
    yield Heading(text.child_title if copy.is_child else text.title, level=2)
    yield Paragraph(text.child_lead if copy.is_child else text.lead)
    yield List(tuple(Item(line) for line in text.short))
    for part in (text.if_yes, text.if_no, text.withdraw, text.kept, text.secrecy):
        yield Paragraph(part)
    yield Paragraph(text.still)
    yield Paragraph(text.statement_child if copy.is_child else text.statement_guardian)
    for one in text.privacy:
        yield Heading(one.heading, level=3)
        yield Paragraph(one.text, look="note")
    yield Paragraph(". ".join(one.reference for one in text.legal), look="note")


def _binding(
    consent: Consent, copy: Copy, words: Words, head: Letterhead
) -> Iterator[Block]:
    """Return the Swedish part; nothing for who read that very text."""
    if copy.own.is_master:
        return
    tongue = _tongue(consent, copy.swedish, words, head)
    yield PageBreak()
    yield Passage(
        guardian_language(tongue.text.language).tag,
        (
            Heading(words("In Swedish")),
            Heading(words("What you allow"), level=2),
            choices(consent, copy.answer, words),
            *question(consent, words, is_child=copy.is_child),
            *_text(copy, tongue.text),
        ),
    )


def _to_check(copy: Copy, words: Words) -> Block:
    return QrCode(
        copy.check,
        words("QR code to the page where the file can be checked"),
        (
            Span(words("Check the file"), bold=True),
            ". ",
            words(
                "The page says whether the file is as we made it. The seal shows that"
                " we have sealed the file; it is nobody's own signature."
            ),
            " ",
            Span(copy.check, link=copy.check, isolate=True),
        ),
    )
