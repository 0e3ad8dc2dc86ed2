"""How answers were given, and what shows it: times, ways and fingerprints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from service.core.consent import Allowed, Route
from service.core.day import HOME
from service.core.sentence import Sentence
from service.document.blocks import Block, Fact, Facts, Heading, Paragraph
from service.document.text import Rich, Span
from service.document.words import Words

WAYS = {
    Route.LINK: Sentence("By personal link and one-time code"),
    Route.EID: Sentence("By electronic identification"),
    Route.PAPER: Sentence("On paper, written down by staff"),
    Route.ORAL: Sentence("By word of mouth, written down by staff"),
    Route.IN_PERSON: Sentence("At a meeting, written down by staff"),
}
STRENGTHS = {
    Route.LINK: Sentence(
        "The link was mailed to the address that we had, and the code to the same one."
    ),
    Route.EID: Sentence("The electronic identification gave the expected number."),
}
WRITTEN_DOWN = Sentence("Somebody else wrote it down: it says who took the answer.")
EXPLAINED = Sentence("The text was read out or explained by {name}.")
PRINTED = Sentence("The text is the one on the form that was printed.")
# True of every way to answer: what was read, what was on the form, what was explained.
ABOUT = Sentence(
    "Times are Stockholm's. The long numbers are fingerprints (SHA-256) of the text and"
    " the question that the answer is about, and of the audit trail when the answer"
    " stood there."
)
GROUP = 8  # digits of a hash that stand together


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer or withdrawal and how it was given. Hashes are SHA-256 in hex.

    `name` is as the question has it, `typed` as they wrote it. `turn` counts what they
    have said; `event` counts all that has happened, and is only for who asked: what
    others did would show. `anchor` is the head of the record's audit chain when it was
    written. `swedish_sha256` is of the text that binds. `explained_by` told them the
    text where they did not read it, `is_printed`: it stood on their form. `voice` is
    what they say in their own words, in the language of that `tag`; `strokes` are their
    signature as they drew it. `has_others`: they do not decide alone. `issuer` and
    `acr` are those of the e-ID by which it was given: who vouched for them, and how
    strongly.
    """

    name: str
    typed: str
    at: datetime
    turn: int
    event: int
    is_withdrawal: bool
    allowed: Allowed
    exclusions: str
    route: Route
    language: Sentence
    text_sha256: str
    swedish_sha256: str
    question_sha256: str
    shown_sha256: str
    anchor: str
    asked_at: datetime | None
    opened_at: datetime | None
    has_others: bool
    issuer: str = ""
    acr: str = ""
    witness: str = ""
    answered_on: date | None = None
    explained_by: str = ""
    is_printed: bool = False
    voice: str = ""
    tag: str = "sv"
    strokes: tuple[str, ...] = ()

    @property
    def way(self) -> Sentence:
        return WAYS[self.route]

    @property
    def places(self) -> frozenset[tuple[int, str]]:
        return frozenset((one.party, one.information) for one in self.allowed)


def evidence(answers: Sequence[Answer], words: Words) -> Iterator[Block]:
    """Return what proves each answer, each under its name where there are several."""
    yield Paragraph(words(ABOUT))
    for one in answers:
        if len(answers) > 1:
            yield Heading(one.name, level=2)
        yield Facts(_facts(one, words))
        for said in _notes(one):
            yield Paragraph(words.say(said), look="note")


def second(moment: datetime) -> Rich:
    """Return a moment to the second by Stockholm's clock, and its distance to UTC."""
    home = moment.astimezone(HOME)
    from_utc = f"{home:%z}"[:3]
    return (Span(f"{home:%Y-%m-%d %H:%M:%S} (UTC{from_utc})", isolate=True),)


def _verbatim(told: str) -> Rich:
    return (Span(told, isolate=True),) if told else ""


def digits(sha256: str) -> Rich:
    """Return a hash in groups that an eye can compare."""
    parts = [sha256[n : n + GROUP] for n in range(0, len(sha256), GROUP)]
    return (Span(" ".join(parts), code=True, isolate=True),)


def _facts(one: Answer, words: Words) -> tuple[Fact, ...]:
    said = Sentence("Taken back") if one.is_withdrawal else Sentence("Answered")
    lines: tuple[tuple[str, Rich], ...] = (
        (words("Name as written"), one.typed),
        (words("Asked"), second(one.asked_at) if one.asked_at else ""),
        (words("Opened"), second(one.opened_at) if one.opened_at else ""),
        (words.say(said), second(one.at)),
        (words("How"), words.say(one.way)),
        (words("E-ID service"), _verbatim(one.issuer)),
        (words("Level of assurance"), _verbatim(one.acr)),
        (words("Who took the answer"), one.witness),
        (words("Answered on"), one.answered_on.isoformat() if one.answered_on else ""),
        (words("Language"), words.say(one.language)),
        (words("Answer number"), str(one.turn)),
    )
    hashes = (
        (words("The text"), one.text_sha256),
        (words("The text in Swedish"), _unless_same(one)),
        (words("The question"), one.question_sha256),
        (words("All of it together"), one.shown_sha256),
        (words("Audit trail"), one.anchor),
    )
    prints = ((label, digits(sha)) for label, sha in hashes if sha)
    return tuple(Fact(label, value) for label, value in (*lines, *prints) if value)


def _unless_same(one: Answer) -> str:
    return "" if one.swedish_sha256 == one.text_sha256 else one.swedish_sha256


def _notes(one: Answer) -> Iterator[Sentence]:
    yield STRENGTHS.get(one.route, WRITTEN_DOWN)
    if one.explained_by:
        yield Sentence(EXPLAINED, name=one.explained_by)
    if one.is_printed:
        yield PRINTED
