"""A consent for its page: everything in words before a template sees it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from service.actions.consent.reminding import OPEN
from service.core.consent import (
    DOUBTS,
    INFORMATION,
    REPLIES,
    Cell,
    Happened,
    Information,
)
from service.core.consent_views import (
    EventTold,
    Followed,
    Given,
    Person,
    ReminderDays,
    Replied,
)
from service.core.day import home_day
from service.core.languages import GUARDIAN_LANGUAGES
from service.core.sentence import Sentence
from service.document.words import Words
from service.web.following.cells import tag_of
from service.web.following.wording import (
    ANY_FILE,
    EID_REFUSALS,
    FILES,
    HAPPENINGS,
    REACHES,
    REPLIED,
    ROUTES,
    STANDS,
    said_of,
)
from service.web.record.files import size
from service.web.record.spoken import at

NAMES = dict(INFORMATION)
DOUBTED = dict(DOUBTS)
WAYS = {str(way): said for way, said in REPLIES}


def shown(seen: Followed, words: Words, *, now: datetime) -> dict[str, Any]:
    return {
        "consent": seen,
        "said": said_of(seen.state, seen.rule),
        "stands": STANDS,
        "reaches": REACHES,
        "tag_of": lambda verdict: tag_of(seen, verdict, today=home_day(now)),
        "language_of": lambda one: words(GUARDIAN_LANGUAGES[one.language].label),
        "information": lambda one: named(seen, one, words),
        "answer": lambda one: answer(seen, one, words, now=now),
        "replied": lambda reply: replied(reply, words, now=now),
        "pace": pace(seen.reminders, words),
        "is_waited_for": seen.state in OPEN,
        "happening": lambda event: happening(event, words),
        "file_name": lambda file: words.say(FILES.get(file.purpose, ANY_FILE)),
        "file_size": size,
        "lasts": lasts(seen, words),
    }


def named(seen: Followed, what: Information, words: Words) -> str:
    if what is Information.OTHER:
        return seen.other_information
    return words.say(NAMES[what])


def answer(
    seen: Followed, one: Person, words: Words, *, now: datetime
) -> tuple[str, str, list[tuple[str, str]]]:
    """Return how somebody answered, what was noted, and what they allow per party."""
    given = one.given
    if given is None:
        return "", "", []
    allowed = [
        (party.name, _allowed(seen, given, place, party.verdicts, words))
        for place, party in enumerate(seen.parties)
    ]
    return _how(given, words, now=now), _noted(given, words), allowed


def _how(given: Given, words: Words, *, now: datetime) -> str:
    route, when = words.say(ROUTES[given.route]), at(words, given.at, now=now)
    if not given.witness or given.day is None:
        return words("{route}, {when}", route=route, when=when)
    return words(
        "{route}, {day}. Taken by {witness}, written down {when}.",
        route=route,
        day=words.short_day(given.day),
        witness=given.witness,
        when=when,
    )


def _noted(given: Given, words: Words) -> str:
    said = [given.note]
    if given.exclusions:
        excluded = words("Must not be shared: {what}", what=given.exclusions)
        said.append(excluded)
    return " ".join(filter(None, said))


def _allowed(
    seen: Followed,
    given: Given,
    place: int,
    asked: Iterable[Information],
    words: Words,
) -> str:
    pieces = list(asked)
    yes = [one for one in pieces if Cell(place, one) in given.allowed]
    if not yes:
        return words("No")
    if yes == pieces:
        return words("Yes, to all of it")
    return words(
        "Yes, to {what}", what=", ".join(named(seen, one, words) for one in yes)
    )


def replied(reply: Replied, words: Words, *, now: datetime) -> str:
    """Return how and when a question was answered, as a line."""
    return words(REPLIED[reply.way], when=at(words, reply.at, now=now))


def pace(days: ReminderDays, words: Words) -> str:
    """Return in a sentence or two when those who have not answered are reminded."""
    if not days.most:
        return words("No reminder leaves by itself. You can remind them yourselves.")
    return words(
        "The first reminder leaves {first}, later ones {every}. {most}.",
        first=words.count(
            "{n} day after the question", "{n} days after the question", days.first
        ),
        every=words.count("with {n} day between", "with {n} days between", days.every),
        most=words.count("At most {n} reminder", "At most {n} reminders", days.most),
    )


def happening(event: EventTold, words: Words) -> str:
    said = HAPPENINGS.get(event.happened, Sentence(event.happened))
    told = words(said, who=event.who or words("Somebody"))
    return f"{told}: {_detail(event, words)}" if event.detail else told


def _detail(event: EventTold, words: Words) -> str:
    doubts = {str(doubt): said for doubt, said in DOUBTED.items()}
    tables = {
        Happened.DOUBTED: doubts,
        Happened.EID_REFUSED: EID_REFUSALS,
        Happened.SETTLED: WAYS,
    }
    known = tables.get(Happened(event.happened), {})
    said = known.get(event.detail)
    return words.say(said) if said else event.detail


def lasts(seen: Followed, words: Words) -> str:
    """Return from when until when, as a line."""
    begins = words.short_day(seen.valid_from) if seen.valid_from else words("at once")
    days = words.short_day(seen.valid_to) if seen.valid_to else ""
    ends = ", ".join(filter(None, (seen.until_event, days)))
    return words("From {begins} until {ends}", begins=begins, ends=ends)
