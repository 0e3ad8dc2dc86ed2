"""What a new form of a consent says by itself, so that nobody types it every time."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.core.actor import Actor, require
from service.core.day import home_day
from service.core.errors import KeyMissing, Tampered
from service.core.offer import Offer
from service.core.permits import Act
from service.core.sentence import Sentence
from service.kinds.consent import NAME
from service.store import organisations, revisions
from service.store.tables.records import RecordRow, RevisionRow
from service.store.tables.register import AccountRow
from service.store.vault import Vault
from service.store.visibility import may_see
from service.tools import Tools

KEPT = ("contact_name", "contact_phone", "contact_email", "custodian", "storage")
AS_LAST = Sentence("As in your last consent. Change it if it is not right.")
OF_ACCOUNT = Sentence("From your account. Change it if somebody else answers.")
OF_OWNER = Sentence("Your organisation. Change it if somebody else keeps them.")
AS_USUAL = Sentence("So long a consent is offered to last here. Change it as you need.")


def offered(tools: Tools, actor: Actor, *, now: datetime) -> Mapping[str, Offer]:
    """Return answers by the question's name: about who asks, and how long it lasts."""
    require(actor, Act.WRITE_RECORD)
    last = tools.settings.validity.offered_from(home_day(now))
    with tools.look(actor) as session:
        about = _as_last(session, tools.vault, actor, now=now) or {
            name: offer
            for name, offer in _of_actor(session, actor)
            if offer.answer.strip()
        }
    return {**about, "valid_to": Offer(last.isoformat(), AS_USUAL)}


def _of_actor(session: Session, actor: Actor) -> Iterator[tuple[str, Offer]]:
    account = session.get_one(AccountRow, actor.account_id)
    owner = organisations.get(session, actor.organisation_id)
    yield "contact_name", Offer(actor.name, OF_ACCOUNT)
    yield "contact_email", Offer(account.email, OF_ACCOUNT)
    yield "custodian", Offer(owner.name, OF_OWNER)


def _as_last(
    session: Session, vault: Vault, actor: Actor, *, now: datetime
) -> dict[str, Offer]:
    """Return what the actor wrote last; nothing when they never did, or it is shut."""
    row = session.scalar(
        select(RevisionRow)
        .join(RecordRow, RecordRow.id == RevisionRow.record_id)
        .where(RecordRow.kind == NAME, RevisionRow.account_id == actor.account_id)
        .where(may_see(actor, Act.READ_RECORD, now=now))
        .order_by(RevisionRow.saved_at.desc())
        .limit(1)
    )
    try:
        told = revisions.answers_of(vault, row) if row else {}
    except (KeyMissing, Tampered):
        return {}
    return {name: Offer(told[name], AS_LAST) for name in KEPT if told.get(name)}
