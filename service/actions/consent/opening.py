"""A consent begins: with the revision that asks, in the same transaction."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from service.actions.consent.ending import stop_asking, stop_what_is_on_its_way
from service.actions.consent.reminder_policy import policy_of
from service.actions.consent.reminding import first_reminder
from service.actions.consent_texts import refuse_stale
from service.core.actor import Actor
from service.core.consent import Happened, Role
from service.core.consent_state import ConsentState
from service.core.paper_codes import paper_code
from service.kinds.consent.model import Consent
from service.store import consents
from service.store.consents import NewEvent
from service.store.tables.consents import ConsentRow, ParticipantRow
from service.store.tables.records import DeliveryRow, RevisionRow
from service.store.work import Work
from service.tools import Tools


def open_consent(
    tools: Tools,
    work: Work,
    actor: Actor,
    *,
    revision: RevisionRow,
    deliveries: Sequence[DeliveryRow],
    model: Any,
    now: datetime,
) -> None:
    """Begin a consent, or ask anew: what an earlier revision asked is over then.

    `deliveries` are those of the revision, in the order of `kind.addressed`. Raises
    Refused when the text they would read is older than the Swedish one.
    """
    refuse_stale(
        work.session, revision.organisation_id, {one.language for one in deliveries}
    )
    row = _begun(work, revision, model, now=now)
    box = tools.vault.box(revision.record_id, revision.organisation_id)
    if row.revision != revision.number:
        _supersede(work, row, actor, box=box, now=now)
        row.revision = revision.number
    _follow(row, model)
    secret = tools.settings.secret_key
    people = list(_people(model, revision, deliveries, secret=secret))
    policy = policy_of(tools, work.session, revision.organisation_id)
    for one in people:
        one.remind_at = first_reminder(one, policy, now=now)
    work.session.add_all(people)
    work.session.flush()
    asked = NewEvent(happened=Happened.ASKED, by=actor.label)
    consents.add_event(work, row, asked, box=box, now=now)
    row.state, row.changed_at = ConsentState.SENT, now


def _begun(
    work: Work, revision: RevisionRow, model: Consent, *, now: datetime
) -> ConsentRow:
    if revision.number > 1:
        return consents.lock(work, revision.record_id)
    row = ConsentRow(
        organisation_id=revision.organisation_id,
        record_id=revision.record_id,
        revision=revision.number,
        state=ConsentState.SENT,
        rule=model.rule,
        events=0,
        changed_at=now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _supersede(
    work: Work, row: ConsentRow, actor: Actor, *, box: Any, now: datetime
) -> None:
    """End what was asked before: its links are dead, its answers stay as they are.

    What has not reached anybody yet never does: somebody else may be asked now.
    """
    stop_asking(work, row.record_id, by=actor.label, now=now)
    stop_what_is_on_its_way(work, row.record_id, by=actor.label)
    over = NewEvent(happened=Happened.SUPERSEDED, by=actor.label)
    consents.add_event(work, row, over, box=box, now=now)
    for one in consents.participants(work.session, row):
        one.remind_at = None


def _follow(row: ConsentRow, model: Consent) -> None:
    row.rule = model.rule
    row.valid_from, row.valid_to = model.valid_from, model.valid_to
    row.adult_on = model.adult_on


def _people(
    model: Consent,
    revision: RevisionRow,
    deliveries: Sequence[DeliveryRow],
    *,
    secret: str,
) -> Iterator[ParticipantRow]:
    """Return who takes part; only who has a delivery has a way in by the web."""
    mailed = iter(deliveries)
    for place, one in enumerate(model.guardians):
        yield _person(
            revision,
            Role.GUARDIAN,
            place,
            decides=model.decides(one),
            delivery=next(mailed) if model.is_mailed(one) else None,
            language=one.language,
            secret=secret,
        )
    if model.asks_child:
        yield _person(
            revision,
            Role.CHILD,
            0,
            decides=True,
            delivery=next(mailed) if model.child_email else None,
            language=model.child_language,
            secret=secret,
        )
    for place, _ in enumerate(model.parties):
        yield _person(
            revision,
            Role.RECEIVER,
            place,
            decides=False,
            delivery=None,
            language="sv",
            secret="",
        )


def _person(
    revision: RevisionRow,
    role: Role,
    position: int,
    *,
    decides: bool,
    delivery: DeliveryRow | None,
    language: str,
    secret: str,
) -> ParticipantRow:
    new_id: UUID = uuid4()
    return ParticipantRow(
        id=new_id,
        organisation_id=revision.organisation_id,
        record_id=revision.record_id,
        revision=revision.number,
        role=role,
        position=position,
        decides=decides,
        delivery_id=delivery.id if delivery else None,
        language=language,
        paper_code=paper_code(new_id, secret) if secret else None,
        answers=0,
        reminders=0,
    )
