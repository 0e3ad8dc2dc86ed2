"""A consent for its page: everything in words before a template sees it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.core.consent_state import AWAITING, ConsentState
from service.core.consent_views import Followed, Person, ReminderDays, Stand
from service.core.day import home_day
from service.core.languages import GUARDIAN_LANGUAGES
from service.core.sentence import Sentence
from service.document.words import Words
from service.web.following.answers import answer, named, replied
from service.web.following.cells import is_held, tag_of
from service.web.following.history import ended_by_hand, happening
from service.web.following.kept import by_person, file_name, receipt_to_hand
from service.web.following.wording import (
    HELD,
    NEVER_ASKED,
    REACHES,
    STANDS,
    UNREAD,
    UNREMINDED,
    Said,
    said_of,
)
from service.web.record.files import size


def shown(seen: Followed, words: Words, *, now: datetime) -> dict[str, Any]:
    deciders = sum(one.decides for one in seen.people)
    said = said_of(seen.state, seen.rule, deciders=deciders)
    return {
        "consent": seen,
        "tag": HELD if is_held(seen) else (said.word, said.tag),
        "means": means(seen, said, words),
        "then": words.say(then(seen, said)),
        "stands": stands(seen),
        "reaches": REACHES,
        "tag_of": lambda verdict: tag_of(seen, verdict, today=home_day(now)),
        "language_of": lambda one: language_of(one, words),
        "information": lambda one: named(seen, one, words),
        "answer": lambda one: answer(seen, one, words, now=now),
        "replied": lambda reply: replied(reply, words, now=now),
        "pace": pace(seen.reminders, words),
        "is_waited_for": seen.state in AWAITING,
        "happening": lambda event: happening(seen, event, words),
        "file_name": lambda file: file_name(file, words),
        "file_size": size,
        "kept": by_person(seen.files),
        "to_hand": lambda one: receipt_to_hand(seen, one),
        "lasts": lasts(seen, words),
    }


def stands(seen: Followed) -> Mapping[Stand, tuple[Sentence, str]]:
    """Return what is said of where somebody stands; nobody is asked what is off."""
    is_off = seen.state is ConsentState.CALLED_OFF
    return {**STANDS, Stand.ON_ITS_WAY: NEVER_ASKED} if is_off else STANDS


def means(seen: Followed, said: Said, words: Words) -> str:
    """Return what a state means; who ended it, where somebody did."""
    by_hand = ended_by_hand(seen, words)
    if by_hand and seen.state is ConsentState.CALLED_OFF:
        return f"{words.say(said.means)} {by_hand}"
    is_ended = by_hand and seen.state is ConsentState.EXPIRED
    return by_hand if is_ended else words.say(said.means)


def then(seen: Followed, said: Said) -> Sentence:
    """Return what comes next; where no reminder is planned, none is promised."""
    if is_held(seen):
        return UNREAD
    is_planned = any(one.remind_at for one in seen.people)
    return UNREMINDED if seen.state in AWAITING and not is_planned else said.then


def language_of(one: Person, words: Words) -> str:
    """Return a language as it stands within a sentence: English capitalises them."""
    name = words(GUARDIAN_LANGUAGES[one.language].label)
    return name if words.language == "en" else name.lower()


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


def lasts(seen: Followed, words: Words) -> str:
    """Return from when until when, as a line."""
    days = words.short_day(seen.valid_to) if seen.valid_to else ""
    ends = ", ".join(filter(None, (seen.until_event, days)))
    if seen.valid_from is None:
        return words("Until {ends}", ends=ends)
    begins = words.short_day(seen.valid_from)
    return words("From {begins} until {ends}", begins=begins, ends=ends)
