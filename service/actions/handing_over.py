"""Hand a record over to a colleague, and hand it back.

Whose a record is stands in one place, `RecordRow.account_id`: mails to its owner, lists
of one's own and the permit table follow it from the same moment. Whoever had it keeps
what their role gives them. What was asked, and by whom, stays as it was.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions.consent.going_along import goes_along
from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.actor import Actor, require
from service.core.classification import Classification
from service.core.errors import Invalid, Refused
from service.core.handovers import Colleague, Handover, Ownership, Parting
from service.core.permits import Act, Relation
from service.core.records import Recipient
from service.core.sentence import Sentence
from service.forms.answers import load
from service.forms.handover import HandoverForm
from service.store import events, handovers, listing
from service.store.tables.handovers import HandoverRow
from service.store.tables.records import RecordRow
from service.store.tables.register import AccountRow
from service.store.vault import Box
from service.store.visibility import may_see
from service.store.work import Work
from service.tools import Tools

HANDOVER = HandoverForm()
BACK = {"back": True}  # said with a handover that was a way back
NOT_THEY = Sentence("Choose somebody who may look after the record.")
HAVE_IT = Sentence("They have it already. Choose somebody else.")
NO_WAY_BACK = Sentence(
    "It cannot be handed back: whoever had it may not look after it. Choose somebody."
)


def before_handing_over(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> Parting:
    """Return what goes along, and who could take it. Raises NotFound, Forbidden."""
    require(actor, Act.HAND_OVER)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.HAND_OVER, now=now)
        return Parting(
            record_id=record.id,
            kind=record.kind,
            saved_at=record.saved_at,
            owner=_name(session, record.account_id),
            colleagues=tuple(
                as_colleague(row)
                for row in handovers.holders(session, _classification(record))
                if row.id != record.account_id
            ),
            goes_along=goes_along(tools, session, record),
            is_read_after=Relation.COLLEAGUE
            in actor.reach(Act.READ_RECORD)[_classification(record)],
        )


def hand_over(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    given: Mapping[str, Any],
    *,
    now: datetime,
) -> bool:
    """Make a record a colleague's, as `HandoverForm` asks, and tell them; posted twice,
    once. Return whether the actor may read it still.

    Raises Invalid, NotFound, Forbidden.
    """
    require(actor, Act.HAND_OVER)
    said = load(HANDOVER, given)
    to = said.pop("account_id")
    with tools.begin(actor) as work:
        handovers.lock(work, record_id)
        if not _is_done_already(work.session, actor, record_id, to):
            record = listing.record(
                work.session, actor, record_id, Act.HAND_OVER, now=now, lock=True
            )
            _refuse_who_cannot(work.session, record, to)
            _pass_on(tools, work, record, to, actor, said=said, now=now)
        return _may_read(work.session, actor, record_id, now=now)


def hand_back(tools: Tools, actor: Actor, record_id: UUID, *, now: datetime) -> bool:
    """Return a record to who had it before, and tell them. Once, and as above.

    Raises NotFound, Forbidden; Refused where they cannot hold it.
    """
    require(actor, Act.HAND_OVER)
    with tools.begin(actor) as work:
        handovers.lock(work, record_id)
        if not _is_back_already(tools, work.session, actor, record_id):
            record = listing.record(
                work.session, actor, record_id, Act.HAND_OVER, now=now, lock=True
            )
            giver = _giver(work.session, record)
            if giver is None:
                raise Refused(NO_WAY_BACK)
            _pass_on(tools, work, record, giver.id, actor, said=BACK, now=now)
        return _may_read(work.session, actor, record_id, now=now)


def ownership(
    tools: Tools, actor: Actor, record_id: UUID, *, now: datetime
) -> Ownership:
    """Return whose a record is, for who may read it. Raises NotFound, Confidential."""
    require(actor, Act.READ_RECORD)
    with tools.look(actor) as session:
        record = listing.record(session, actor, record_id, Act.READ_RECORD, now=now)
        account = record.account_id and session.get(AccountRow, record.account_id)
        rows = handovers.of_record(session, record_id)
        giver = _giver(session, record)
        box = tools.vault.box(record.id, record.organisation_id)
        return Ownership(
            owner=account.name if account else "",
            has_left=bool(account and account.disabled_at),
            back_to=giver.name if giver else "",
            handovers=tuple(_handover(session, box, row) for row in rows),
        )


def as_colleague(row: AccountRow) -> Colleague:
    return Colleague(row.id, row.name, row.title, row.unit)


def as_recipient(row: AccountRow) -> Recipient:
    return Recipient(row.name, row.email, row.language, row.person_id)


def _pass_on(
    tools: Tools,
    work: Work,
    record: RecordRow,
    to: UUID,
    actor: Actor,
    *,
    said: dict[str, Any],
    now: datetime,
) -> None:
    """Change hands, and write down the mail that tells of it, in one transaction."""
    box = tools.vault.box(record.id, record.organisation_id)
    handover_id = handovers.pass_on(work, box, record, to, actor, said=said, now=now)
    enqueue_notice(
        work,
        NoticeKind.HANDOVER,
        organisation_id=record.organisation_id,
        subject_id=handover_id,
        to=as_recipient(work.session.get_one(AccountRow, to)),
        now=now,
    )


def _is_done_already(session: Session, actor: Actor, record_id: UUID, to: UUID) -> bool:
    """Whether this very handover was the last: whoever did it may see no more of it."""
    last = handovers.of_record(session, record_id)[:1]
    return any((one.by, one.to_account_id) == (actor.label, to) for one in last)


def _is_back_already(
    tools: Tools, session: Session, actor: Actor, record_id: UUID
) -> bool:
    """Whether the last was that they gave it back: once more would give it away."""
    for last in handovers.of_record(session, record_id)[:1]:
        box = tools.vault.box(record_id, last.organisation_id)
        return (
            last.by == actor.label and BACK.items() <= handovers.said(box, last).items()
        )
    return False


def _refuse_who_cannot(session: Session, record: RecordRow, to: UUID) -> None:
    """Raise Invalid for who has it, is shut out, works elsewhere or lacks the role."""
    able = {row.id for row in handovers.holders(session, _classification(record))}
    if to not in able:
        raise Invalid({"account_id": [NOT_THEY]})
    if to == record.account_id:
        raise Invalid({"account_id": [HAVE_IT]})


def _giver(session: Session, record: RecordRow) -> AccountRow | None:
    """Return whom it could be handed back to: who had it last, if they may hold it."""
    last = handovers.of_record(session, record.id)[:1]
    able = handovers.holders(session, _classification(record)) if last else []
    had_it = [row for row in able if row.id == last[0].from_account_id]
    return had_it[0] if had_it else None


def _may_read(
    session: Session, actor: Actor, record_id: UUID, *, now: datetime
) -> bool:
    wanted = select(RecordRow.id).where(RecordRow.id == record_id)
    readable = wanted.where(may_see(actor, Act.READ_RECORD, now=now))
    return session.scalar(readable) is not None


def _handover(session: Session, box: Box, row: HandoverRow) -> Handover:
    return Handover(
        at=row.at,
        giver=_name(session, row.from_account_id),
        taker=_name(session, row.to_account_id),
        by=events.names_of(session, {row.by}).get(row.by, ""),
        note=handovers.said(box, row).get("note", ""),
    )


def _name(session: Session, account_id: UUID | None) -> str:
    account = session.get(AccountRow, account_id) if account_id else None
    return account.name if account else ""


def _classification(record: RecordRow) -> Classification:
    return Classification(record.classification)
