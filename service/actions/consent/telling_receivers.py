"""Those who may share are told that what applies to them has begun, changed or ended.

Not by events: whenever what applies is no longer what each was told last. So nothing is
told twice, nothing is left out when two things happen at once, and what time alone
brings (a first day, a last day) is told like anything else.
"""

import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.consent.people import unread_withdrawal
from service.actions.consent.standing import Case
from service.actions.consent.told import NOTHING, Known
from service.actions.links import LINK_LIVES, give_link
from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.consent import Cell, Information, Role
from service.core.consent_state import covered
from service.core.jobs import JobKind
from service.core.records import Recipient
from service.store import recipients, revisions
from service.store.recalling import never_left
from service.store.tables.consents import ParticipantRow
from service.store.tables.records import DeliveryRow
from service.store.vault import Box
from service.store.work import Work
from service.tools import Tools

MARK_DIGITS = 16


def tell_receivers(
    tools: Tools, work: Work, case: Case, *, today: date, now: datetime
) -> int:
    """Tell each party whose part is not what they were told last; return how many.

    `case` is locked. Nobody is told of a part that never began; nor that one begins
    while a paper that takes the consent back waits to be read.
    """
    row = case.row
    known = Known.read(row.told_state)
    asked = Known(row.revision, tuple(_marks(case, today=today)))
    told = 0
    if known.revision not in (0, row.revision):
        told = _end_what_was_asked_before(work, case, known, now=now)
        known = Known(row.revision)
    if unread_withdrawal(case):
        asked = _begun(known, asked)
    for one in case.participants:
        if one.role == Role.RECEIVER and _has_news(one, known, asked):
            told += _tell(tools, work, case, one, asked, now=now)
    row.told_state = asked.written()
    return told


def _marks(case: Case, *, today: date) -> Iterator[str]:
    """Return for each party what the consent covers that day, as a mark."""
    standing = case.standing(today=today)
    for place, party in enumerate(case.model.parties):
        cells = (Cell(place, one) for one in case.model.told(party))
        ways = ((c, covered(standing, case.question, c, today=today)) for c in cells)
        yield _mark(case.box, place, [c.information for c, way in ways if way.is_open])


def _mark(box: Box, place: int, informed: list[Information]) -> str:
    if not informed:
        return NOTHING
    told = f"{place}:{','.join(informed)}".encode()
    return hmac.new(box.derive("told"), told, "sha256").hexdigest()[:MARK_DIGITS]


def _begun(known: Known, asked: Known) -> Known:
    """Return the parts of which somebody has been told; nothing of the others."""
    marks = enumerate(asked.marks)
    begun = (NOTHING if known.mark(at) == NOTHING else mark for at, mark in marks)
    return replace(asked, marks=tuple(begun))


def _has_news(one: ParticipantRow, known: Known, asked: Known) -> bool:
    is_other = known.mark(one.position) != asked.mark(one.position)
    return is_other or (known.in_doubt and one.delivery_id is not None)


def _tell(
    tools: Tools,
    work: Work,
    case: Case,
    one: ParticipantRow,
    asked: Known,
    *,
    now: datetime,
) -> int:
    """Write one mail down: with a link of their own the first time, to it later on."""
    party, ends = case.model.parties[one.position], asked.mark(one.position) == NOTHING
    if (
        case.model.child_protected
        or not party.email
        or recipients.is_protected_address(
            work.session, party.email, owner=case.row.organisation_id
        )
    ):
        return 0
    if _has_heard(work.session, one):
        _notice(work, case, one, ends=ends, now=now)
        return 1
    if ends:  # of what never reached them they are not told that it is over
        return 0
    _first_mail(tools, work, case, one, now=now)
    return 1


def _has_heard(session: Session, one: ParticipantRow) -> bool:
    return one.delivery_id is not None and not never_left(session, one.delivery_id)


def _first_mail(
    tools: Tools, work: Work, case: Case, one: ParticipantRow, *, now: datetime
) -> None:
    party, new_id = case.model.parties[one.position], uuid4()
    if one.delivery_id is not None:  # called back before it left
        work.session.get_one(DeliveryRow, one.delivery_id).link_revoked_at = now
    owner, record_id = case.row.organisation_id, case.row.record_id
    revision = revisions.numbered(work.session, record_id, case.row.revision)
    delivery = DeliveryRow(
        id=new_id,
        organisation_id=owner,
        revision_id=revision.id,
        position=len(revisions.deliveries(work.session, revision.id)),
        person_id=None,
        sealed=revisions.seal_delivery(
            case.box, new_id, name=party.name, email=party.email
        ),
        language=one.language,
        created_at=now,
    )
    work.session.add(delivery)
    work.session.flush()
    give_link(tools, delivery)
    one.delivery_id = new_id
    work.enqueue(JobKind.MAIL, new_id, organisation_id=owner)


def _notice(
    work: Work, case: Case, one: ParticipantRow, *, ends: bool, now: datetime
) -> None:
    """Say that there is news behind the link they have, and let it live on.

    That something has ended must leave whatever is called back after it.
    """
    delivery = work.session.get_one(DeliveryRow, one.delivery_id)
    delivery.link_expires_at = now + LINK_LIVES
    enqueue_notice(
        work,
        NoticeKind.CONSENT_APPLIES,
        organisation_id=case.row.organisation_id,
        subject_id=one.id,
        to=Recipient("", "", one.language),
        record_id=None if ends else case.row.record_id,
        now=now,
    )


def _end_what_was_asked_before(
    work: Work, case: Case, known: Known, *, now: datetime
) -> int:
    """Tell the parties of an older question that it is over; return how many."""
    told = 0
    for one in _receivers(work, case.row.record_id, known.revision):
        if known.mark(one.position) != NOTHING and _has_heard(work.session, one):
            _notice(work, case, one, ends=True, now=now)
            told += 1
    return told


def _receivers(work: Work, record_id: UUID, revision: int) -> list[ParticipantRow]:
    wanted = select(ParticipantRow).where(
        ParticipantRow.record_id == record_id,
        ParticipantRow.revision == revision,
        ParticipantRow.role == Role.RECEIVER,
    )
    return list(work.session.scalars(wanted))
