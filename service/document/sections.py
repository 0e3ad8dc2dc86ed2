"""The parts that the papers of meetings share, composed one way for every kind."""

from collections.abc import Iterable, Mapping

from service.core.meeting import (
    Action,
    Decision,
    Item,
    ItemKind,
    Meeting,
    NextMeeting,
    Participant,
    Presence,
    Signatory,
)
from service.core.sentence import Sentence
from service.document import blocks
from service.document.blocks import Block, Fact, Heading, List, Paragraph
from service.document.deadlines import in_words, with_meaning
from service.document.prose import prose
from service.document.words import Words

NOTHING = "–"
NO_BLOCKS: Mapping[int, tuple[Block, ...]] = {}
PRESENCES = (
    (Presence.PRESENT, Sentence("Present")),
    (Presence.PART, Sentence("Present for a part of the meeting")),
    (Presence.CO_OPTED, Sentence("Co-opted")),
    (Presence.PRESENTER, Sentence("Presenter")),
    (Presence.ABSENT, Sentence("Not present")),
)
ITEM_KINDS = {
    ItemKind.DISCUSSION: Sentence("Item for discussion"),
    ItemKind.DECISION: Sentence("Item for decision"),
}


def facts(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    """Return a fact for each label that has a value."""
    return tuple(Fact(label, value) for label, value in rows if value)


def joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def named_list(names: Iterable[str], words: Words) -> str:
    """Return "Marina", "Marina and Monica" or "Marina, Monica and Johanna"."""
    *first, last = names
    if not first:
        return last
    return words("{names} and {last}", names=", ".join(first), last=last)


def attendance(
    meeting: Meeting, words: Words, *, chair: str = "", secretary: str = ""
) -> blocks.Attendance:
    """Return who was there and who was not, then those with a task at the meeting."""
    groups = [(words.say(said), _people(meeting, p)) for p, said in PRESENCES]
    groups.append((words("Chair"), _alone(chair)))
    groups.append((words("Secretary"), _alone(secretary)))
    return blocks.Attendance(
        tuple(blocks.Group(label, people) for label, people in groups if people)
    )


def agenda(
    meeting: Meeting,
    words: Words,
    *,
    numbered: bool,
    inserted: Mapping[int, tuple[Block, ...]] = NO_BLOCKS,
) -> tuple[Block, ...]:
    """Return the items, each with its decisions, actions and meetings, then the rest.

    `inserted` holds more blocks to stand after the text of the item with that number.
    """
    made: list[Block] = []
    for number, item in enumerate(meeting.items, start=1):
        made += _item(item, words, number=f"{number}." if numbered else "")
        made += inserted.get(number, ())
        for part in _parts(meeting, words, item=number).values():
            made += part
    for heading, part in _parts(meeting, words, item=None).items():
        made += (Heading(heading), *part) if part else ()
    return tuple(made)


def closing(meeting: Meeting) -> tuple[Block, ...]:
    return (Paragraph(meeting.closing),) if meeting.closing else ()


def signatures(signatories: Iterable[Signatory], words: Words) -> tuple[Block, ...]:
    """Return a line to sign on for each."""
    place = words("Place and date")
    return tuple(
        blocks.Signature((place, joined(one.name, one.role))) for one in signatories
    )


def _people(meeting: Meeting, presence: Presence) -> tuple[blocks.Person, ...]:
    there = (one for one in meeting.attendance if one.presence is presence)
    return tuple(blocks.Person(one.name, _about(one)) for one in there)


def _about(one: Participant) -> str:
    return joined(one.role, one.organisation, one.note)


def _alone(name: str) -> tuple[blocks.Person, ...]:
    return (blocks.Person(name),) if name else ()


def _item(item: Item, words: Words, *, number: str) -> tuple[Block, ...]:
    kind = ITEM_KINDS.get(item.kind)
    note = (Paragraph(words.say(kind), look="note"),) if kind else ()
    return (Heading(item.heading, number=number), *note, *prose(item.text))


def _parts(
    meeting: Meeting, words: Words, *, item: int | None
) -> dict[str, tuple[Block, ...]]:
    """Return what stands under `item`, or under none, by the heading it has alone."""
    has_meetings = meeting.next_meetings_item == item
    return {
        words("Decisions"): _decisions(meeting, words, item=item),
        words("Actions"): _actions(meeting, words, item=item),
        words("Next meetings"): _next_meetings(meeting, words) if has_meetings else (),
    }


def _decisions(
    meeting: Meeting, words: Words, *, item: int | None
) -> tuple[Block, ...]:
    taken = (one for one in meeting.decisions if one.item == item)
    return tuple(block for one in taken for block in _decision(one, words))


def _decision(decision: Decision, words: Words) -> tuple[Block, ...]:
    """Return the decision with its first paragraph; the others follow it."""
    first, _, rest = decision.text.partition("\n\n")
    return (blocks.Decision(words("Decision"), first), *prose(rest))


def _actions(meeting: Meeting, words: Words, *, item: int | None) -> tuple[Block, ...]:
    mine = [one for one in meeting.actions if one.item == item]
    columns = (words("What"), words("Who"), words("With support from"), words("When"))
    rows = tuple(_action(one, words, meeting=meeting) for one in mine)
    return (blocks.Actions(columns, rows),) if rows else ()


def _action(action: Action, words: Words, *, meeting: Meeting) -> blocks.Action:
    to = f" ({words('to {name}', name=action.recipient)})" if action.recipient else ""
    return blocks.Action(
        what=f"{action.what}{to}",
        who=named_list(action.responsible, words),
        support=named_list(action.supporting or [NOTHING], words),
        when=in_words(action.due(near=meeting.held_on), words),
    )


def _next_meetings(meeting: Meeting, words: Words) -> tuple[Block, ...]:
    if not meeting.next_meetings:
        return ()
    times = List(tuple(_time(one, words, meeting) for one in meeting.next_meetings))
    said = words("The times have been sent out by calendar.")
    return (times, Paragraph(said)) if meeting.sent_by_calendar else (times,)


def _time(one: NextMeeting, words: Words, meeting: Meeting) -> blocks.Item:
    said = joined(f"{one.date} {one.time}".strip(), one.place)
    return blocks.Item(with_meaning(said, one.when(near=meeting.held_on), words))
