"""What those who decide see of a consent, by their link: never the other's anything.

The pages get these values, and no rows: what is not here cannot be shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from service.actions.consent.contacts import Contact, contact_now
from service.actions.consent.demanding import strength_of
from service.actions.consent.holding import Holder, opened
from service.actions.consent.questions import questions_of
from service.actions.consent.standing import Case, name_of, read_case
from service.actions.consent.steps import all_answered
from service.core.actor import SYSTEM
from service.core.consent import Reply, Role
from service.core.consent_state import OVER
from service.core.consent_views import QuestionAsked
from service.core.day import home_day
from service.store import organisations, revisions
from service.store.tables.records import DeliveryRow
from service.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuestion:
    """What they have asked. `reply` is empty where staff answered in another way."""

    at: datetime
    text: str
    reply: str = ""
    replied_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who has come in, and what they may do here. `turn` is their next answer's.

    `questions` are their own, and nobody else's. `is_called_off`: staff have ended it
    while answers were missing, whatever had been said. `is_mailed_anew`: what is asked
    now goes to their address.
    """

    organisation: str
    role: Role
    name: str
    child: str
    contact: Contact
    turn: int
    decides: bool
    is_outdated: bool
    is_over: bool
    is_called_off: bool = False
    is_mailed_anew: bool = False
    questions: tuple[OwnQuestion, ...] = ()

    @property
    def is_child(self) -> bool:
        return self.role is Role.CHILD

    @property
    def has_answered(self) -> bool:
        return self.turn > 1

    @property
    def may_answer(self) -> bool:
        return self.decides and not self.is_over and not self.is_outdated


@dataclass(frozen=True, slots=True)
class Seen:
    """What an open link leads to, while its transaction lasts. Never leaves actions."""

    session: Session
    held: Holder
    case: Case
    visit: Visit


@contextmanager
def seen(tools: Tools, token: str, *, browser: str, now: datetime) -> Iterator[Seen]:
    """Yield what the link leads to in this browser. Raises NotFound, CodeNeeded."""
    with tools.look(SYSTEM) as session:
        held = opened(session, token, browser=browser, now=now)
        case = read_case(session, tools.vault, held.consent)
        strength_of(tools, session, held, case, browser=browser, now=now)
        yield Seen(session, held, case, _visit(session, held, case, now=now))


def visit_of(tools: Tools, token: str, *, browser: str, now: datetime) -> Visit:
    """Return who has come in by this link. Raises NotFound, CodeNeeded."""
    with seen(tools, token, browser=browser, now=now) as found:
        return found.visit


def _visit(session: Session, held: Holder, case: Case, *, now: datetime) -> Visit:
    """What was asked of them before may name others: then they have no name here."""
    one, today = held.participant, home_day(now)
    has_ended = case.circumstances(today=today).ended is not None
    is_over = case.standing(today=today).state in OVER
    return Visit(
        organisation=organisations.get(session, case.row.organisation_id).name,
        role=Role(one.role),
        name="" if held.is_outdated else name_of(case.model, one),
        child=case.model.child_name,
        contact=contact_now(session, case),
        turn=one.answers + 1,
        decides=one.decides,
        is_outdated=held.is_outdated,
        is_mailed_anew=not is_over and _is_mailed_anew(session, case, held),
        is_over=is_over,
        is_called_off=has_ended and not all_answered(case),
        questions=tuple(_own(asked) for asked in questions_of(case, one)),
    )


def _is_mailed_anew(session: Session, case: Case, held: Holder) -> bool:
    """Whether what is asked now is mailed to the address of this link.

    Who is asked no more, or on paper, or elsewhere, waits in vain for a mail there.
    """
    if not held.is_outdated:
        return False
    mailed = [one.delivery_id for one in case.participants if one.decides]
    now = (session.get_one(DeliveryRow, one) for one in mailed if one is not None)
    here = _address(case, held.delivery)
    return any(_address(case, delivery) == here for delivery in now)


def _address(case: Case, delivery: DeliveryRow) -> str:
    return revisions.delivery_to(case.box, delivery).email.casefold()


def _own(asked: QuestionAsked) -> OwnQuestion:
    """Return what whoever asked may see: a note that staff made is not for them."""
    reply = asked.reply
    if reply is None:
        return OwnQuestion(at=asked.at, text=asked.text)
    said = reply.text if reply.way is Reply.PAGE else ""
    return OwnQuestion(at=asked.at, text=asked.text, reply=said, replied_at=reply.at)
