"""A consent before it is asked for: whom it reaches and how, and what to look at twice.

What stands in the way is told in words, before the button is pressed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from service.actions.composing import check
from service.actions.consent.cautions import (
    of_address,
    of_custody,
    of_text,
    warnings,
)
from service.actions.consent.contacts import contact_in
from service.actions.consent.guardian_view import Visit
from service.actions.consent.reach import reach_of, reach_of_child
from service.actions.consent.reading_view import Reading, reading_of
from service.actions.consent.reminder_policy import in_days, policy_of
from service.actions.consent_texts import stale_languages, text_for
from service.core.actor import Actor, require
from service.core.consent import Role
from service.core.consent_views import Reach, ReminderDays
from service.core.day import home_day
from service.core.errors import NotFound
from service.core.languages import MASTER
from service.core.permits import Act
from service.core.register import Organisation
from service.core.sentence import Sentence
from service.kinds.consent import NAME
from service.kinds.consent.model import Consent
from service.store import organisations
from service.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """Somebody the question goes to. `doubts`: about address, language or custody."""

    role: Role
    name: str
    language: str
    reach: Reach
    email: str
    decides: bool
    doubts: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`stale` are languages whose text must be mended before anything is sent.

    `reminders` is when those who do not answer will be reminded.
    """

    people: tuple[ToAsk, ...]
    warnings: tuple[Sentence, ...]
    stale: tuple[str, ...]
    reminders: ReminderDays

    @property
    def mailed(self) -> int:
        return sum(one.reach is Reach.MAIL for one in self.people)


def prepare(
    tools: Tools, actor: Actor, answers: Mapping[str, Any], *, now: datetime
) -> Prepared:
    """Return what sending these answers would do. Raises Invalid, as `submit`."""
    require(actor, Act.WRITE_RECORD)
    asks: Consent = check(tools, NAME, answers, now=now)
    today = home_day(now)
    with tools.look(actor) as session:
        owner = organisations.get(session, actor.organisation_id)
        people = tuple(_people(session, actor, asks, owner, today))
        used = {one.language for one in people}
        stale = stale_languages(session, actor.organisation_id)
        text = text_for(session, actor.organisation_id, MASTER)
        approved = text.is_approved
        policy = policy_of(tools, session, actor.organisation_id)
    return Prepared(
        people=people,
        warnings=tuple(warnings(asks, owner, is_approved=approved, today=today)),
        stale=tuple(code for code in stale if code in used),
        reminders=in_days(policy),
    )


def as_seen_by(
    tools: Tools, actor: Actor, answers: Mapping[str, Any], place: int, *, now: datetime
) -> Reading:
    """Return the question as one of `Prepared.people` will read it.

    Raises NotFound for a place nobody has, and Invalid.
    """
    require(actor, Act.WRITE_RECORD)
    asks: Consent = check(tools, NAME, answers, now=now)
    with tools.look(actor) as session:
        owner = organisations.get(session, actor.organisation_id)
        people = tuple(_people(session, actor, asks, owner, home_day(now)))
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
    session: Session, actor: Actor, asks: Consent, owner: Organisation, today: date
) -> Iterator[ToAsk]:
    """Yield guardians and child, in the order of the question."""
    mailboxes = [one.email.casefold() for one in asks.guardians if asks.is_mailed(one)]
    for one in _asked(asks, today):
        told = tuple(of_address(one.email, mailboxes, owner)) if one.email else ()
        read = tuple(of_text(session, actor, one.language))
        yield replace(one, doubts=told + read + one.doubts)


def _asked(asks: Consent, today: date) -> Iterator[ToAsk]:
    for one in asks.guardians:
        yield ToAsk(
            role=Role.GUARDIAN,
            name=one.name,
            language=one.language,
            email=one.email if asks.is_mailed(one) else "",
            reach=reach_of(asks, one),
            decides=asks.decides(one),
            doubts=of_custody(one, today),
        )
    if asks.asks_child:
        yield ToAsk(
            role=Role.CHILD,
            name=asks.child_name,
            language=asks.child_language,
            email=asks.child_email,
            reach=reach_of_child(asks),
            decides=True,
            doubts=(),
        )


def _visit(asks: Consent, one: ToAsk, organisation: str) -> Visit:
    """Return who would come in by the link; nothing can be answered before it left."""
    return Visit(
        organisation=organisation,
        role=one.role,
        name=one.name,
        child=asks.child_name,
        contact=contact_in(asks),
        turn=1,
        decides=one.decides,
        is_outdated=False,
        is_over=True,
    )
