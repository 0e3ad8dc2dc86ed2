"""One-time codes: they open a link that holds secrets, in one browser."""

from datetime import datetime
from math import ceil

from service.actions.consent.demanding import refuse_code
from service.actions.consent.entering import note_entered
from service.actions.links import (
    Living,
    mark_opened,
    no_such_link,
    note,
    opened_by_code,
)
from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.actor import SYSTEM
from service.core.codes import code_of, is_same, read_code
from service.core.errors import Invalid, ServiceError, TooMany
from service.core.records import Recipient
from service.core.sentence import Sentence
from service.store import codes
from service.store.tables.access import CodeRow
from service.store.work import Work
from service.tools import Tools


def send_code(tools: Tools, token: str, *, browser: str, now: datetime) -> None:
    """Mail a new code for this link in this browser; an older one dies.

    Raises NotFound, or TooMany while the link is locked after wrong codes; EidNeeded
    where codes do not open it.
    """
    with tools.begin(SYSTEM) as work:
        link = _guarded(tools, work, token, now=now)
        if codes.is_locked(link.delivery, now=now):
            raise _locked(work, link, now=now)
        code = codes.issue(work, link.delivery.id, browser, now=now)
        enqueue_notice(
            work,
            NoticeKind.CODE,
            organisation_id=link.delivery.organisation_id,
            subject_id=code.id,
            to=Recipient("", "", link.delivery.language),
            now=now,
        )
        note(work, "code sent", link, now=now)


def is_asked_for(tools: Tools, token: str, *, browser: str, now: datetime) -> bool:
    """Whether a code was asked for in this browser. Raises NotFound."""
    with tools.look(SYSTEM) as session:
        link = opened_by_code(session, token, now=now)
        return codes.of_browser(session, link.delivery.id, browser) is not None


def use_code(
    tools: Tools, token: str, *, browser: str, typed: str, now: datetime
) -> None:
    """Open the link in this browser, if the code is the one that was sent for it.

    Raises Invalid at `code`: a wrong, spent or late one, or one of another link, all
    alike. Raises TooMany while the link is locked, and NotFound in a browser that never
    asked for a code.
    """
    digits = _read(typed)
    with tools.begin(SYSTEM) as work:
        link = _guarded(tools, work, token, now=now)
        problem = _try(tools, work, link, browser, digits, now=now)
    if problem:  # raised only now: what was counted stays counted
        raise problem


def _try(
    tools: Tools, work: Work, link: Living, browser: str, digits: str, *, now: datetime
) -> ServiceError | None:
    """Count the try, then look at it. Return what is wrong, if anything is."""
    delivery_id = link.delivery.id
    codes.wait_for_turn(work, delivery_id)
    if codes.has_opened(work.session, delivery_id, browser, now=now):
        return None  # the button was pressed twice
    code = codes.of_browser(work.session, delivery_id, browser)
    if code is None:
        note(work, "code from another browser", link, now=now)
        return no_such_link()
    wrong = codes.begin_try(work, delivery_id, now=now)
    if wrong is None:
        return _locked(work, link, now=now)
    if _is_right(tools, work, code, digits, now=now):
        codes.take_back(work, delivery_id)
        note_entered(tools, work, link.delivery, now=now)
        mark_opened(work, link, how="opened by code", now=now)
        return None
    return _wrong(work, link, wrong, now=now)


def _is_right(
    tools: Tools, work: Work, code: CodeRow, digits: str, *, now: datetime
) -> bool:
    known = code_of(code.id, tools.settings.secret_key)
    return is_same(digits, known) and codes.redeem(work, code.id, now=now)


def _wrong(work: Work, link: Living, wrong: int, *, now: datetime) -> ServiceError:
    note(work, "wrong code", link, now=now)
    if not codes.lock_if_due(work, link.delivery.id, wrong=wrong, now=now):
        return _refused(Sentence("That is not the code, or it has run out."))
    note(work, "codes locked", link, now=now)
    return _locked(work, link, now=now)


def _guarded(tools: Tools, work: Work, token: str, *, now: datetime) -> Living:
    """Return a living link that codes open. Raises NotFound, EidNeeded."""
    link = opened_by_code(work.session, token, now=now)
    refuse_code(tools, work.session, link.delivery.id)
    return link


def _locked(work: Work, link: Living, *, now: datetime) -> TooMany:
    work.session.refresh(link.delivery)
    until = link.delivery.codes_locked_until or now
    return TooMany(max(1, ceil((until - now).total_seconds())))


def _read(typed: str) -> str:
    try:
        return read_code(typed)
    except ValueError:
        raise _refused(Sentence("Write the six digits of the code.")) from None


def _refused(said: Sentence) -> Invalid:
    return Invalid({"code": [said]})
