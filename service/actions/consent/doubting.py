"""A consent is thought over again, upheld, or ended by what it was to last until.

While it is thought over nothing may be shared. What was answered stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from service.actions.consent.ending import stop_asking
from service.actions.consent.happening import happen
from service.actions.consent.standing import Case, read_case
from service.actions.consent.steps import all_answered
from service.core.actor import Actor, require
from service.core.consent import Happened
from service.core.consent_state import (
    OVER,
    ConsentState,
    Standing,
)
from service.core.day import home_day
from service.core.errors import Refused
from service.core.permits import Act
from service.core.sentence import Sentence
from service.forms.answers import Form, load
from service.forms.consent_doubt import DoubtForm, EndForm, UpholdForm
from service.store import consents, listing
from service.store.consents import NewEvent
from service.tools import Tools

Given = Mapping[str, Any]
DOUBT, UPHOLD, END = DoubtForm(), UpholdForm(), EndForm()


@dataclass(frozen=True, slots=True)
class _Decision:
    """One of the things that staff decide about a consent, and when they may not."""

    happened: Happened
    form: Form


def doubt(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    given: Given,
    *,
    now: datetime,
) -> Standing:
    """Have a consent thought over again. Raises Invalid, Refused, NotFound, Forbidden.

    Refused when it is over, or thought over already.
    """
    decision = _Decision(Happened.DOUBTED, DOUBT)
    return _decide(tools, actor, record_id, given, decision, now=now)


def uphold(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    given: Given,
    *,
    now: datetime,
) -> Standing:
    """Let what was answered hold again. Raises as `doubt`.

    Refused unless it is thought over, and for a child who has turned 18 meanwhile: no
    reason makes its guardians' answers hold.
    """
    decision = _Decision(Happened.UPHELD, UPHOLD)
    return _decide(tools, actor, record_id, given, decision, now=now)


def end(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    given: Given,
    *,
    now: datetime,
) -> Standing:
    """Say that what a consent was to last until has happened. Raises as `doubt`."""
    decision = _Decision(Happened.ENDED, END)
    return _decide(tools, actor, record_id, given, decision, now=now)


def _decide(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    given: Given,
    decision: _Decision,
    *,
    now: datetime,
) -> Standing:
    require(actor, Act.WRITE_RECORD)
    with tools.begin(actor) as work:
        listing.record(work.session, actor, record_id, Act.WRITE_RECORD, now=now)
        case = read_case(work.session, tools.vault, consents.lock(work, record_id))
        asked = load(decision.form, given)
        _refuse(case, decision.happened, now=now)
        told = {name: str(value) for name, value in asked.items()}
        new = NewEvent(happened=decision.happened, by=actor.label, said=told)
        _, standing = happen(tools, work, case, new, now=now)
        if decision.happened is Happened.ENDED and not all_answered(case):
            stop_asking(work, record_id, by=actor.label, now=now)
        return standing


def _refuse(case: Case, happened: Happened, *, now: datetime) -> None:
    today = home_day(now)
    state = case.standing(today=today).state
    is_doubted = state is ConsentState.RECONSIDER
    reasons = {
        Happened.DOUBTED: (
            (is_doubted, Sentence("It is being thought over already.")),
        ),
        Happened.UPHELD: (
            (not is_doubted, Sentence("It is not being thought over.")),
            (case.is_of_age(today), Sentence("Whoever is 18 decides alone.")),
        ),
        Happened.ENDED: (),
    }
    over = (state in OVER, Sentence("The consent is over."))
    for is_so, why in (over, *reasons[happened]):
        if is_so:
            raise Refused(why)
