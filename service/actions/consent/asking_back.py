"""Those who decide ask something, or ask for paper: the owner is told, nobody else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.actions.consent.happening import follow_up
from service.actions.consent.holding import Holder, opened_and_locked
from service.actions.consent.waiting import SETTLED_BY
from service.core.actor import SYSTEM
from service.core.consent import Happened, Role
from service.core.errors import Refused
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.consent_answer import QuestionForm
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.consents import ConsentEventRow, ConsentRow
from service.store.vault import Box
from service.store.work import Work
from service.tools import Tools

QUESTION = QuestionForm()


def ask_back(
    tools: Tools,
    token: str,
    given: Mapping[str, Any],
    *,
    browser: str,
    language: str,
    now: datetime,
) -> None:
    """Pass a question on, as `QuestionForm` asks it; the same one twice is one.

    Raises Invalid, NotFound, CodeNeeded, and Refused for who only receives.
    """
    asked = {"text": load(QUESTION, given)["text"], "language": language}
    with tools.begin(SYSTEM) as work:
        held, row, box = _at_the_door(tools, work, token, browser=browser, now=now)
        before = _of(work, row, held, Happened.QUESTION)
        if not before or _is_new(work, row, before[-1], asked, box=box):
            row.open_questions += 1
            _note(work, held, row, Happened.QUESTION, asked, box=box, now=now)


def want_paper(tools: Tools, token: str, *, browser: str, now: datetime) -> None:
    """Tell the owner that somebody wants the form on paper, once until it is printed.

    Raises as `ask_back`.
    """
    with tools.begin(SYSTEM) as work:
        held, row, box = _at_the_door(tools, work, token, browser=browser, now=now)
        if not _waits_for_paper(work, held):
            _note(work, held, row, Happened.PAPER_WANTED, {}, box=box, now=now)
            held.participant.remind_at = None


def _waits_for_paper(work: Work, held: Holder) -> bool:
    weighed = (Happened.PAPER_WANTED, *SETTLED_BY[Happened.PAPER_WANTED])
    last = consents.newest_of(work.session, held.participant.id, weighed)
    return last is not None and last.happened == Happened.PAPER_WANTED


def _is_new(
    work: Work,
    row: ConsentRow,
    last: ConsentEventRow,
    asked: Mapping[str, Any],
    *,
    box: Box,
) -> bool:
    """Whether this is not the last question once more, which still waits."""
    waits = consents.settling(work.session, row.record_id, last.sequence) is None
    return not waits or consents.told(box, last) != asked


def _at_the_door(
    tools: Tools, work: Work, token: str, *, browser: str, now: datetime
) -> tuple[Holder, ConsentRow, Box]:
    held = opened_and_locked(work, token, browser=browser, now=now)
    if held.participant.role == Role.RECEIVER:
        raise Refused(Sentence("Ask whoever is named here, by phone or by e-mail."))
    row = held.consent
    return held, row, tools.vault.box(row.record_id, row.organisation_id)


def _of(
    work: Work, row: ConsentRow, held: Holder, happened: Happened
) -> list[ConsentEventRow]:
    return [
        one
        for one in consents.events(work.session, row.record_id)
        if one.participant_id == held.participant.id and one.happened == happened
    ]


def _note(
    work: Work,
    held: Holder,
    row: ConsentRow,
    happened: Happened,
    said: Mapping[str, Any],
    *,
    box: Box,
    now: datetime,
) -> None:
    new = NewEvent(
        happened=happened, by=held.label, participant=held.participant, said=said
    )
    event = consents.add_event(work, row, new, box=box, now=now)
    follow_up(work, event.id, row)
