"""The start page: what waits for somebody, what one can make, what was done lately."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import Blueprint, render_template

from service.actions.consent.batches import paused_batches
from service.actions.consent.board import Waiting, waiting_consents
from service.actions.handing_over_all import left_behind
from service.actions.reading import overview
from service.actions.scans.following import unsettled_piles
from service.core.actor import Actor
from service.core.batches import PAUSES
from service.core.day import HOME
from service.core.permits import Act
from service.core.records import Overview
from service.core.sentence import Sentence
from service.document.words import Words
from service.kinds import KINDS
from service.kinds.consent.naming import known_by
from service.tools import Tools
from service.web.context import actor, now, words
from service.web.fields import as_text, first_said
from service.web.following.wording import NEED_A_PERSON, WAITS
from service.web.permits import needs

# From which hour each greeting holds, the latest first.
GREETINGS = (
    (18, Sentence("Good evening, {name}")),
    (12, Sentence("Good afternoon, {name}")),
    (10, Sentence("Good day, {name}")),
    (5, Sentence("Good morning, {name}")),
    (0, Sentence("Good evening, {name}")),
)


def blueprint(tools: Tools) -> Blueprint:
    room = Blueprint("start", __name__)

    @room.get("/")
    @needs(Act.SIGNED_IN)
    def show() -> str:
        person, moment = actor(), now()
        seen = overview(tools, person, now=moment)
        consents = waiting_consents(tools, person, now=moment)
        piles = unsettled_piles(tools, person, now=moment)
        held_up = paused_batches(tools, person)
        pressing = many(one for one in consents if one.why in NEED_A_PERSON)
        left = _left_behind(tools, person)
        return render_template(
            "start.html",
            seen=seen,
            consents=consents,
            piles=piles,
            many=many,
            held_up=held_up,
            pauses=PAUSES,
            waits=WAITS,
            need_a_person=NEED_A_PERSON,
            kinds=KINDS,
            greeting=greeting(person, words(), moment),
            moment=moment.astimezone(HOME),
            lead=lead(
                seen,
                words(),
                consents=pressing,
                piles=len(piles),
                files=len(held_up),
                left=left,
            ),
            draft_title=draft_title,
            left_behind=left,
        )

    return room


def _left_behind(tools: Tools, person: Actor) -> int:
    """Return how many records are nobody's who works here, for administrators."""
    if not person.may(Act.MANAGE_ACCOUNTS):
        return 0
    return sum(left_behind(tools, person).values())


def many(waiting: Iterable[Waiting]) -> int:
    """Return how many wait for these reasons, those that are not named counted in."""
    return sum({one.why: one.alike for one in waiting}.values())


def greeting(person: Actor, words: Words, moment: datetime) -> str:
    hour = moment.astimezone(HOME).hour
    said = next(said for since, said in GREETINGS if hour >= since)
    return words(said, name=person.name.split()[0])


def lead(
    seen: Overview,
    words: Words,
    *,
    consents: int = 0,
    piles: int = 0,
    files: int = 0,
    left: int = 0,
) -> str:
    """Return what matters most, in a sentence or two; nothing waiting is said too."""
    urgent = _urgent(words, len(seen.failed), consents, piles, files)
    under_way = _under_way(words, len(seen.under_way), len(seen.drafts))
    heaps = (*urgent, _ownerless(words, left), *under_way)
    told = [said for heap, said in heaps if heap]
    return " ".join(told) or words("Nothing waits for you right now.")


def _urgent(
    words: Words, mails: int, consents: int, piles: int, files: int
) -> Iterator[tuple[int, str]]:
    yield (
        mails,
        words.count(
            "{n} mail did not arrive and needs you today.",
            "{n} mails did not arrive and need you today.",
            mails,
        ),
    )
    yield (
        consents,
        words.count("{n} consent needs you.", "{n} consents need you.", consents),
    )
    yield (
        piles,
        words.count(
            "{n} pile of scanned forms waits for you.",
            "{n} piles of scanned forms wait for you.",
            piles,
        ),
    )
    yield (
        files,
        words.count(
            "{n} file of consents stands still.",
            "{n} files of consents stand still.",
            files,
        ),
    )


def _ownerless(words: Words, records: int) -> tuple[int, str]:
    return records, words.count(
        "{n} record has nobody responsible who works here.",
        "{n} records have nobody responsible who works here.",
        records,
    )


def _under_way(words: Words, records: int, drafts: int) -> Iterator[tuple[int, str]]:
    yield (
        records,
        words.count(
            "{n} record is on its way.", "{n} records are on their way.", records
        ),
    )
    yield (
        drafts,
        words.count("{n} draft waits for you.", "{n} drafts wait for you.", drafts),
    )


def draft_title(answers: dict[str, object], words: Words) -> str:
    """Return what a draft is about: its title or its group, or how a consent is known;

    else that it has none.
    """
    return (
        first_said(answers, "title", "group")
        or known_by(
            child=as_text(answers.get("child_name")),
            is_protected=answers.get("child_protected") is True,
            reference=as_text(answers.get("reference")),
            purpose=as_text(answers.get("purpose")),
        )
        or words("Without a title")
    )
