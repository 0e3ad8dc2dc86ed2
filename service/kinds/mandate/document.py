"""How an assignment reads."""

from collections.abc import Iterable

from service.document import sections
from service.document.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Letterhead,
    List,
    Paragraph,
    Table,
)
from service.document.deadlines import in_words
from service.document.prose import prose
from service.document.words import Words
from service.kinds.mandate.model import MILESTONE_KINDS, Mandate, Milestone


def title(mandate: Mandate, _: Words) -> str:
    return mandate.title


def compose(mandate: Mandate, words: Words, letterhead: Letterhead) -> Document:
    return Document(
        title=mandate.title,
        language=words.language,
        letterhead=letterhead,
        header=sections.facts(
            (words("Date"), mandate.dated.isoformat()),
            (words("Reference"), mandate.reference or words("Assignment")),
            (words("Given by"), mandate.giver),
        ),
        blocks=(
            *_section(words("Background"), prose(mandate.background)),
            *_section(words("Purpose"), prose(mandate.purpose)),
            *_section(words("Goals of the assignment"), prose(mandate.goals)),
            *_section(words("Sub-goals"), _listed(mandate.subgoals), level=2),
            *_section(words("Given by"), (Paragraph(mandate.giver),)),
            *_section(words("Taken on by"), (Paragraph(mandate.taker),)),
            *_section(words("What is to be done"), _task(mandate)),
            *_section(words("Timeline"), prose(mandate.timeline)),
            *_milestones(mandate, words),
            *_section(words("Reporting"), prose(mandate.reporting)),
            *_section(words("Communication"), _listed(mandate.communication)),
            *_section(words("Delimitations"), prose(mandate.delimitations)),
            *_section(words("Resources"), prose(mandate.resources)),
            *_section(words("Risks"), prose(mandate.risks)),
            *_section(
                words("Approved by"), sections.signatures(mandate.signatories, words)
            ),
        ),
    )


def _section(
    heading: str, content: tuple[Block, ...], *, level: int = 1
) -> tuple[Block, ...]:
    """Return a heading over its content, or nothing when there is none."""
    return (Heading(heading, level=level), *content) if content else ()


def _task(mandate: Mandate) -> tuple[Block, ...]:
    told, asked = _listed(mandate.information), _listed(mandate.questions)
    return (*prose(mandate.task), *told, *asked)


def _listed(texts: Iterable[str]) -> tuple[Block, ...]:
    """Return a list, but a single text as the paragraph it is."""
    items = tuple(Item(text) for text in texts)
    if len(items) == 1:
        return (Paragraph(items[0].text),)
    return (List(items),) if items else ()


def _milestones(mandate: Mandate, words: Words) -> tuple[Block, ...]:
    columns = (words("Milestone"), words("When"), words("What happens"))
    rows = tuple(_milestone(one, mandate, words) for one in mandate.milestones)
    return (Table(columns, rows),) if rows else ()


def _milestone(one: Milestone, mandate: Mandate, words: Words) -> tuple[str, str, str]:
    due = one.due(near=mandate.dated)
    return words.say(MILESTONE_KINDS[one.kind]), in_words(due, words), one.what
