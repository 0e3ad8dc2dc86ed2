"""Those who have been asked and have not answered are reminded, a few times.

A reminder leads to the same page as the first mail. It stops at the answer, when
nothing is asked any more, and where the mails do not arrive.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from service.actions.consent.reminder_policy import policy_of
from service.actions.consent.standing import Case, read_case
from service.actions.consent.taking_part import decider, events_of, is_bounced
from service.actions.links import LINK_LIVES
from service.actions.noticing import NoticeKind, enqueue_notice
from service.core.actor import SYSTEM, Actor, require
from service.core.audit_views import CLOCK
from service.core.consent import Happened
from service.core.consent_state import AWAITING
from service.core.errors import Erased, NotFound, Refused, Tampered, Unavailable
from service.core.jobs import JobKind, JobState
from service.core.permits import Act
from service.core.records import Recipient
from service.core.sentence import Sentence
from service.settings.reminders import ReminderSettings
from service.store import consents, listing, recipients, revisions
from service.store.consents import NewEvent
from service.store.tables.consents import ParticipantRow
from service.store.tables.jobs import JobRow
from service.store.tables.records import DeliveryRow
from service.store.work import Work
from service.tools import Tools

log = logging.getLogger(__name__)

ON_PAPER = (
    Happened.PAPER_WANTED,
    Happened.SCANNED,
    Happened.WITHDRAWAL_SCANNED,
)
AT_A_TIME = 100
TOO_SOON = timedelta(minutes=15)


def first_reminder(
    one: ParticipantRow, policy: ReminderSettings, *, now: datetime
) -> datetime | None:
    """Return when somebody who was asked now is reminded first, if ever."""
    is_mailed = one.delivery_id is not None and one.decides
    return now + policy.first if is_mailed and policy.most else None


def remind(
    tools: Tools, actor: Actor, record_id: UUID, participant_id: UUID, *, now: datetime
) -> None:
    """Remind somebody now, in the place of the next time by itself.

    Raises NotFound, Forbidden; Refused when they have answered, are not mailed, or
    were reminded a moment ago.
    """
    require(actor, Act.SEND_RECORD)
    with tools.begin(actor) as work:
        consents.refuse_stranger(work.session, record_id, participant_id)
        listing.record(work.session, actor, record_id, Act.SEND_RECORD, now=now)
        row = consents.lock(work, record_id)
        case = read_case(work.session, tools.vault, row)
        one = decider(case, participant_id)
        work.session.refresh(one)
        _refuse_what_is_in_vain(work, case, one, now=now)
        _send(tools, work, case, one, by=actor.label, now=now)


def remind_due(tools: Tools, *, now: datetime) -> int:
    """Remind everybody whose hour has come; return how many mails that makes.

    However many workers ask at once, each reminder is claimed by one of them.
    """
    with tools.look(SYSTEM) as session:
        due = session.execute(
            select(ParticipantRow.id, ParticipantRow.record_id)
            .where(ParticipantRow.remind_at <= now)
            .order_by(ParticipantRow.remind_at)
            .limit(AT_A_TIME)
        ).all()
    return sum(_remind_due(tools, one.record_id, one.id, now=now) for one in due)


def _remind_due(
    tools: Tools, record_id: UUID, participant_id: UUID, *, now: datetime
) -> bool:
    """Remind one of them. One whose record cannot be opened must not stop the rest."""
    try:
        with tools.begin(SYSTEM) as work:
            row = consents.lock(work, record_id)
            if not _claim(work, participant_id, now=now):
                return False
            case = read_case(work.session, tools.vault, row)
            asked = (one for one in case.participants if one.id == participant_id)
            worth = [one for one in asked if _is_worth_it(work, case, one)]
            for one in worth:
                _send(tools, work, case, one, by=CLOCK, now=now)
            return bool(worth)
    except (Erased, NotFound, Tampered, Unavailable) as problem:
        log.warning("no reminder of %s: %s", record_id, type(problem).__name__)
        return False


def restart(tools: Tools, work: Work, case: Case, *, now: datetime) -> None:
    """Let those who have not answered be reminded again, where that had stopped.

    For a locked consent whose answers are waited for once more. What was to come later
    anyway still does, and nobody gets more reminders than the policy lets them have.
    """
    policy = policy_of(tools, work.session, case.row.organisation_id)
    for one in case.participants:
        rests = one.remind_at is None or one.remind_at <= now
        if rests and not one.answers and _mails_are_read(case, one):
            again = _next if one.reminders else first_reminder
            one.remind_at = again(one, policy, now=now)


def _claim(work: Work, participant_id: UUID, *, now: datetime) -> bool:
    """Take the reminder, unless somebody has it; the clock stands still with that."""
    claimed = work.session.scalar(
        update(ParticipantRow)
        .where(ParticipantRow.id == participant_id, ParticipantRow.remind_at <= now)
        .values(remind_at=None)
        .returning(ParticipantRow.id)
        .execution_options(synchronize_session=False)
    )
    return claimed is not None


def _is_worth_it(work: Work, case: Case, one: ParticipantRow) -> bool:
    return (
        case.row.state in AWAITING
        and not one.answers
        and one.decides
        and _mails_are_read(case, one)
        and _is_mailed(work, case, one)
        and _has_left(work, one)
    )


def _refuse_what_is_in_vain(
    work: Work, case: Case, one: ParticipantRow, *, now: datetime
) -> None:
    reminded = [e.at for e in events_of(case, one) if e.happened == Happened.REMINDED]
    reasons = (
        (one.answers > 0, Sentence("They have answered already.")),
        (case.row.state not in AWAITING, Sentence("No answer is waited for now.")),
        (
            not _is_mailed(work, case, one),
            Sentence("They get nothing by mail. Use paper."),
        ),
        (is_bounced(case, one), Sentence("The mail came back. Correct the address.")),
        (
            not _has_left(work, one),
            Sentence("The first mail has not arrived yet. Wait until it has."),
        ),
        (
            any(now - at < TOO_SOON for at in reminded),
            Sentence("A reminder left a moment ago."),
        ),
    )
    for is_so, why in reasons:
        if is_so:
            raise Refused(why)


def _mails_are_read(case: Case, one: ParticipantRow) -> bool:
    """Whether a reminder by itself makes sense: they get mails, and asked for no paper.

    Whoever wants paper has opened the link; a paper that has come waits for staff.
    """
    happened = {event.happened for event in events_of(case, one)}
    return not is_bounced(case, one) and happened.isdisjoint(ON_PAPER)


def _is_mailed(work: Work, case: Case, one: ParticipantRow) -> bool:
    """Whether a mail leads them to their page: they may have come under protection."""
    link = work.session.get(DeliveryRow, one.delivery_id) if one.delivery_id else None
    if link is None or link.link_revoked_at is not None:
        return False
    address, owner = revisions.delivery_to(case.box, link).email, link.organisation_id
    return not recipients.is_protected_address(work.session, address, owner=owner)


def _has_left(work: Work, one: ParticipantRow) -> bool:
    left = select(JobRow.id).where(
        JobRow.subject_id == one.delivery_id,
        JobRow.kind == JobKind.MAIL,
        JobRow.state == JobState.SUCCEEDED,
    )
    return work.session.scalar(left) is not None


def _let_link_live(work: Work, one: ParticipantRow, *, now: datetime) -> None:
    """What a reminder leads to must be there for as long as a first mail's would."""
    delivery = work.session.get_one(DeliveryRow, one.delivery_id)
    known = delivery.link_expires_at or now
    delivery.link_expires_at = max(known, now + LINK_LIVES)


def _next(
    one: ParticipantRow, policy: ReminderSettings, *, now: datetime
) -> datetime | None:
    return now + policy.every if one.reminders < policy.most else None


def _send(
    tools: Tools, work: Work, case: Case, one: ParticipantRow, *, by: str, now: datetime
) -> None:
    one.reminders += 1
    policy = policy_of(tools, work.session, case.row.organisation_id)
    one.remind_at = _next(one, policy, now=now)
    _let_link_live(work, one, now=now)
    enqueue_notice(
        work,
        NoticeKind.CONSENT_REMINDER,
        organisation_id=case.row.organisation_id,
        subject_id=one.id,
        to=Recipient("", "", one.language),
        record_id=case.row.record_id,
        now=now,
    )
    told = {"number": one.reminders}
    reminded = NewEvent(happened=Happened.REMINDED, by=by, participant=one, said=told)
    consents.add_event(work, case.row, reminded, box=case.box, now=now)
