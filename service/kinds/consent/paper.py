"""The question as a form: to print, or to fill in on a screen, then to sign by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.core.consent_text import ConsentText
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
    Paragraph,
    Passage,
    Signature,
    Tick,
    Ticks,
)
from service.document.words import Words
from service.kinds.consent.document import named, question, until
from service.kinds.consent.model import Consent

ANSWERS = ("yes", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """Whose form it is. `text` is the Swedish one, `own` another language's, if any."""

    name: str
    is_child: bool
    code: str
    text: ConsentText
    own: tuple[tuple[ConsentText, Words], ...] = ()


def compose_paper(
    consent: Consent, form: PaperForm, words: Words, letterhead: Letterhead
) -> Document:
    """Return the form of one person: Swedish binds, and what they read comes first."""
    text = form.text.filled(**gaps(consent, words, letterhead))
    return Document(
        title=text.child_title if form.is_child else text.title,
        language=words.tag,
        letterhead=letterhead,
        header=sections.facts(
            (words("Form for"), form.name),
            (words("Reference"), consent.reference),
            (words("Code of the form"), form.code),
        ),
        blocks=(
            *_in_own_language(consent, form, words, letterhead),
            *_told(text, form),
            *question(consent, words, is_child=form.is_child),
            *_answers(consent, form, text, words),
            *_handing_in(consent, form, words),
            *_small_print(text, words),
        ),
        code=form.code,
    )


def gaps(consent: Consent, words: Words, letterhead: Letterhead) -> Mapping[str, str]:
    """Return what stands in the gaps of a consent text, for this consent."""
    contact = sections.joined(
        consent.contact_name, consent.contact_phone, consent.contact_email
    )
    return {
        "child": consent.child_name,
        "organisation": letterhead.name,
        "until": until(consent, words),
        "controller": letterhead.name,
        "dpo": letterhead.dpo or letterhead.web or contact,
        "contact": contact,
    }


def _in_own_language(
    consent: Consent, form: PaperForm, words: Words, letterhead: Letterhead
) -> Iterator[Block]:
    for own, said in form.own:
        text = own.filled(**gaps(consent, said, letterhead))
        title = text.child_title if form.is_child else text.title
        told = (*_told(text, form), *_privacy(text, said))
        inside = (Heading(title), Paragraph(text.binding), *told)
        yield Passage(said.tag, inside)
        yield Heading(words("In Swedish: this is the text that applies"))


def _told(text: ConsentText, form: PaperForm) -> Iterator[Block]:
    """Return what everybody should know before they answer, the shortest first."""
    yield Paragraph(text.child_lead if form.is_child else text.lead, look="lead")
    yield List(tuple(Item(line) for line in text.short))
    longer = (text.if_yes, text.if_no, text.withdraw, text.kept, text.secrecy)
    yield from (Paragraph(part) for part in (*longer, text.still))


def _answers(
    consent: Consent, form: PaperForm, text: ConsentText, words: Words
) -> Iterator[Block]:
    yield Heading(words("The answer"))
    yield Paragraph(words("Tick one of the boxes:"))
    yield Choices(
        (
            Choice(words("Yes, to all that is asked"), field="answer.yes"),
            Choice(words("No"), field="answer.no"),
            Choice(
                words("Partly: only what is ticked yes below"), field="answer.partly"
            ),
        )
    )
    yield from _partly(consent, words)
    yield Blank(words("What else must not be shared"), lines=3, field="exclusions")
    if form.is_child:
        yield Paragraph(
            words(
                "Only we who ask read this. It does not stand in what your guardians"
                " get."
            )
        )
        yield Blank(words("What you want to say"), lines=4, field="voice")
    yield Heading(words("Signature"))
    yield Paragraph(text.statement_child if form.is_child else text.statement_guardian)
    yield Blank(words("Your name in print"), field="name")
    yield Signature((words("Place and date"), form.name))


def _partly(consent: Consent, words: Words) -> Iterator[Block]:
    for place, party in enumerate(consent.parties):
        name = sections.joined(party.name, party.function)
        rows = tuple(
            Tick(
                named(consent, one, words),
                tuple(f"party{place}-{one}.{answer}" for answer in ANSWERS),
            )
            for one in consent.told(party)
        )
        yield Ticks(name, (name, words("Yes"), words("No")), rows)


def _handing_in(consent: Consent, form: PaperForm, words: Words) -> Iterator[Block]:
    yield Heading(words("Hand the form in"))
    said = words(
        "Give or send all its pages to {name}. You can ask them about the form, or let"
        " somebody write for you.",
        name=consent.contact_name,
    )
    yield Paragraph(said)
    rows = sections.facts(
        (words("Phone"), consent.contact_phone),
        (words("E-mail"), consent.contact_email),
        (words("Kept by"), sections.joined(consent.custodian, consent.storage)),
    )
    yield Facts((*rows, Fact(words("Code of the form"), form.code)))


def _small_print(text: ConsentText, words: Words) -> Iterator[Block]:
    yield from _privacy(text, words)
    yield Heading(words("What the law says"))
    yield List(tuple(Item(one.reference) for one in text.legal))


def _privacy(text: ConsentText, words: Words) -> Iterator[Block]:
    """Return what GDPR art. 13 wants told: who answers for it, and what rights are."""
    yield Heading(words("About your personal data"))
    for one in text.privacy:
        yield Heading(one.heading, level=2)
        yield Paragraph(one.text, look="note")
