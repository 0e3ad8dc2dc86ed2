"""What somebody answered, in words: how it came, and what it allows per party."""

from collections.abc import Iterable
from datetime import datetime

from service.core.consent import INFORMATION, Allowed, Cell, Information
from service.core.consent_views import Followed, Given, Person, Replied
from service.document.words import Words
from service.web.following.wording import REPLIED, ROUTES
from service.web.record.spoken import at

NAMES = dict(INFORMATION)
PerParty = list[tuple[str, str]]


def named(seen: Followed, what: Information, words: Words) -> str:
    if what is Information.OTHER:
        return seen.other_information
    return words.say(NAMES[what])


def answer(
    seen: Followed, one: Person, words: Words, *, now: datetime
) -> tuple[str, str, PerParty]:
    """Return how somebody answered, what was noted, and what they allow per party."""
    given = one.given
    if given is None:
        return "", "", []
    allowed = allowed_of(seen, given.allowed, words)
    return _how(given, words, now=now), _noted(given, words), allowed


def allowed_of(seen: Followed, allowed: Allowed, words: Words) -> PerParty:
    """Return each party with what an answer allows it."""
    return [
        (party.name, _allowed(seen, allowed, place, party.verdicts, words))
        for place, party in enumerate(seen.parties)
    ]


def replied(reply: Replied, words: Words, *, now: datetime) -> str:
    """Return how and when a question was answered, as a line."""
    return words(REPLIED[reply.way], when=at(words, reply.at, now=now))


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
    allowed: Allowed,
    place: int,
    asked: Iterable[Information],
    words: Words,
) -> str:
    pieces = list(asked)
    yes = [one for one in pieces if Cell(place, one) in allowed]
    if not yes:
        return words("No")
    if yes == pieces:
        return words("Yes, to all of it")
    return words("Yes, to {what}", what=", ".join(_within(seen, yes, words)))


def _within(
    seen: Followed, pieces: Iterable[Information], words: Words
) -> Iterable[str]:
    """Yield names as they stand within a sentence; what staff wrote stays as it is."""
    for one in pieces:
        name = named(seen, one, words)
        is_ours = one is not Information.OTHER
        yield f"{name[:1].lower()}{name[1:]}" if is_ours else name
