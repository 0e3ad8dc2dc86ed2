"""A consent before it is asked for: whom it reaches and how, and what to look at twice.

What stands in the way is told in words, before the button is pressed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from service.actions.composing import check
from service.actions.consent.guardian_view import Contact, Visit
from service.actions.consent.reading_view import Reading, reading_of
from service.actions.consent_texts import stale_languages, text_for
from service.core.actor import Actor, require
from service.core.consent import Role
from service.core.consent_views import Reach
from service.core.day import home_day
from service.core.doubts import doubts
from service.core.errors import NotFound
from service.core.languages import MASTER
from service.core.permits import Act
from service.core.register import Organisation
from service.core.sentence import Sentence
from service.kinds.consent import NAME
from service.kinds.consent.ages import is_soon_of_age
from service.kinds.consent.model import Consent, Custody
from service.store import organisations
from service.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """Somebody the question goes to. `doubts` are about their address or language."""

    role: Role
    name: str
    language: str
    reach: Reach
    email: str
    decides: bool
    doubts: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`stale` are languages whose text must be mended before anything is sent."""

    people: tuple[ToAsk, ...]
    warnings: tuple[Sentence, ...]
    stale: tuple[str, ...]

    @property
    def mailed(self) -> int:
        return sum(one.reach is Reach.MAIL for one in self.people)


def prepare(
    tools: Tools, actor: Actor, answers: Mapping[str, Any], *, now: datetime
) -> Prepared:
    """Return what sending these answers would do. Raises Invalid, as `submit`."""
    require(actor, Act.WRITE_RECORD)
    asks: Consent = check(NAME, answers, now=now)
    with tools.look(actor) as session:
        owner = organisations.get(session, actor.organisation_id)
        people = tuple(_people(session, actor, asks, owner))
        used = {one.language for one in people}
        stale = stale_languages(session, actor.organisation_id)
        text = text_for(session, actor.organisation_id, MASTER)
        approved = text.is_approved
    return Prepared(
        people=people,
        warnings=tuple(_warnings(asks, people, is_approved=approved, now=now)),
        stale=tuple(code for code in stale if code in used),
    )


def as_seen_by(
    tools: Tools, actor: Actor, answers: Mapping[str, Any], place: int, *, now: datetime
) -> Reading:
    """Return the question as one of `Prepared.people` will read it.

    Raises NotFound for a place nobody has, and Invalid.
    """
    require(actor, Act.WRITE_RECORD)
    asks: Consent = check(NAME, answers, now=now)
    with tools.look(actor) as session:
        owner = organisations.get(session, actor.organisation_id)
        people = tuple(_people(session, actor, asks, owner))
        if place >= len(people):
            raise NotFound(Sentence("Nobody stands in that place."))
        one = people[place]
        return reading_of(
            tools,
            session,
            asks,
            _visit(asks, one, owner.name),
            owner=actor.organisation_id,
            language=one.language,
        )


def _people(
    session: Session, actor: Actor, asks: Consent, owner: Organisation
) -> Iterator[ToAsk]:
    """Yield guardians and child, in the order of the question."""
    mailboxes = [one.email.casefold() for one in asks.guardians if one.has_web]

    def ask(role: Role, name: str, language: str, email: str, **said: Any) -> ToAsk:
        told = tuple(_of_address(email, mailboxes, owner)) if email else ()
        read = tuple(_of_text(session, actor, language))
        return ToAsk(
            role=role,
            name=name,
            language=language,
            email=email,
            doubts=told + read,
            **said,
        )

    for one in asks.guardians:
        reach = Reach.MAIL if one.has_web else Reach.PAPER
        yield ask(
            Role.GUARDIAN,
            one.name,
            one.language,
            one.email if one.has_web else "",
            reach=Reach.PROTECTED if one.protected else reach,
            decides=asks.decides(one),
        )
    if asks.asks_child:
        yield ask(
            Role.CHILD,
            asks.child_name,
            asks.child_language,
            asks.child_email,
            reach=Reach.MAIL if asks.child_email else Reach.PAPER,
            decides=True,
        )


def _of_address(
    email: str, mailboxes: list[str], owner: Organisation
) -> Iterator[Sentence]:
    yield from doubts(email)
    if mailboxes.count(email.casefold()) > 1:
        yield Sentence(
            "Two people share this mailbox. Each gets a link of their own, and each can"
            " read what the other gets."
        )
    domain = email.rpartition("@")[2].casefold()
    if owner.email and domain == owner.email.rpartition("@")[2].casefold():
        yield Sentence(
            "The address is one of your own organisation's. Is it the right one?"
        )


def _of_text(session: Session, actor: Actor, language: str) -> Iterator[Sentence]:
    text = text_for(session, actor.organisation_id, language)
    if not text.is_master and not text.reviewed_by:
        yield Sentence("Nobody who knows the language has reviewed the text.")


def _warnings(
    asks: Consent, people: tuple[ToAsk, ...], *, is_approved: bool, now: datetime
) -> Iterator[Sentence]:
    custody = [one.custody for one in asks.guardians]
    rows = (
        (
            not is_approved,
            Sentence("No lawyer has approved the text that the guardians read."),
        ),
        (
            is_soon_of_age(asks, home_day(now)),
            Sentence(
                "The child turns 18 before long. From that day the guardians' answers"
                " do not count."
            ),
        ),
        (
            custody == [Custody.JOINT],
            Sentence("Custody is joint, and only one guardian is asked."),
        ),
        (
            Custody.SOLE in custody and len(custody) > 1,
            Sentence("One guardian has sole custody, and others are asked as well."),
        ),
        (
            not any(one.email for one in asks.parties),
            Sentence("None of those who share is told by mail what applies."),
        ),
    )
    return (said for is_so, said in rows if is_so)


def _visit(asks: Consent, one: ToAsk, organisation: str) -> Visit:
    """Return who would come in by the link; nothing can be answered before it left."""
    return Visit(
        organisation=organisation,
        role=one.role,
        name=one.name,
        child=asks.child_name,
        contact=Contact(asks.contact_name, asks.contact_phone, asks.contact_email),
        turn=1,
        decides=one.decides,
        is_outdated=False,
        is_over=True,
    )
