"""Take a submission in: stored with all that must follow from it, exactly once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from service.actions.addressing import read_sending, sending_for
from service.actions.composing import check
from service.actions.consent.opening import open_consent
from service.actions.drafts import drop_draft, get_draft
from service.actions.indexing import index_submission
from service.actions.links import give_link
from service.actions.requests import InFlight, KeyReused, Request
from service.actions.retention import remember_decision
from service.core.actor import Actor, require
from service.core.errors import Locked, NotFound, Refused
from service.core.failpoints import failpoint
from service.core.jobs import JobKind
from service.core.permits import Act
from service.core.records import Recipient, Submitted
from service.core.sentence import Sentence
from service.kinds import consent, find_kind
from service.store import consents, listing, submissions
from service.store.submissions import Submission
from service.store.tables.records import RecordRow, RevisionRow
from service.store.work import Work
from service.tools import Tools

# What more begins with a record of a kind.
ASKING = {consent.NAME: open_consent}


def recipients_of(
    tools: Tools, actor: Actor, sending: Mapping[str, Any], *, now: datetime
) -> tuple[Recipient, ...]:
    """Return everybody a sending would reach. Raises Invalid, as `submit` would."""
    require(actor, Act.WRITE_RECORD)
    with tools.look(actor) as session:
        return read_sending(session, sending, now=now).recipients


def submit(
    tools: Tools,
    actor: Actor,
    *,
    kind: str,
    answers: Mapping[str, Any],
    sending: Mapping[str, Any],
    key: str | None = None,
    record_id: UUID | None = None,
    delay: int = 0,
    now: datetime,
) -> Submitted:
    """Store a record, or a new revision of `record_id`, and enqueue what follows.

    Raises Forbidden, Invalid, NotFound, KeyReused or InFlight. `delay` is in seconds:
    until then the mails can be recalled. Returns only after the commit.
    """
    request = Request(
        kind=kind,
        answers=answers,
        sending=sending,
        key=f"key:{key}" if key else f"once:{uuid4()}",
        record_id=record_id,
        delay=delay,
    )
    return _submit(tools, actor, request, now=now)


def submit_draft(
    tools: Tools, actor: Actor, draft_id: UUID, *, delay: int = 0, now: datetime
) -> Submitted:
    """Send what a draft holds, once: a second click gets the first one's answer."""
    key = f"draft:{draft_id}"
    if sent := _sent_before(tools, actor, key):
        return sent
    try:
        draft = get_draft(tools, actor, draft_id)
    except NotFound:
        # The first click used the draft up between our two looks.
        if sent := _sent_before(tools, actor, key):
            return sent
        raise
    request = Request(
        kind=draft.kind,
        answers=draft.answers,
        sending=draft.sending,
        key=key,
        record_id=draft.record_id,
        draft_id=draft_id,
        delay=delay,
    )
    return _submit(tools, actor, request, now=now)


def _sent_before(tools: Tools, actor: Actor, key: str) -> Submitted | None:
    with tools.look(actor) as session:
        sent = submissions.find_by_key(session, actor.organisation_id, key)
        return _answer(sent, replayed=True) if sent else None


def _submit(
    tools: Tools, actor: Actor, request: Request, *, now: datetime
) -> Submitted:
    require(actor, Act.WRITE_RECORD)
    model = check(tools, request.kind, request.answers, now=now)
    try:
        with tools.begin(actor) as work:
            answer = _replay(tools, work, actor, request) or _write(
                tools, work, actor, request, model, now=now
            )
            failpoint("submit.before_commit")
    except IntegrityError:
        # Another request with this key committed between our look and our write.
        with tools.begin(actor) as work:
            if (first := _replay(tools, work, actor, request)) is None:
                raise
            return first
    except Locked as problem:
        raise InFlight(Sentence("This is being saved already. Try again.")) from problem
    failpoint("submit.after_commit")
    if request.draft_id:
        tools.vault.destroy(request.draft_id)
    return answer


def _replay(
    tools: Tools, work: Work, actor: Actor, request: Request
) -> Submitted | None:
    sent = submissions.find_by_key(work.session, actor.organisation_id, request.key)
    if sent is None:
        return None
    box = tools.vault.box(sent.record_id, sent.organisation_id)
    if sent.request_sha256 != submissions.fingerprint(box, request.asked):
        raise KeyReused(Sentence("This key was used for another request."))
    return _answer(sent, replayed=True)


def _write(
    tools: Tools,
    work: Work,
    actor: Actor,
    request: Request,
    model: Any,
    *,
    now: datetime,
) -> Submitted:
    submission = _submission(tools, work, actor, request, model, now=now)
    record = (
        _corrected(work, actor, request.record_id, submission, now=now)
        if request.record_id
        else submissions.add_record(work, submission, actor, now=now)
    )
    # Of a record that is there already, the key is there too, or has been destroyed.
    open_box = tools.vault.box if request.record_id else tools.vault.new_box
    box = open_box(record.id, record.organisation_id)
    revision = submissions.add_revision(
        work, record, submission, actor, box=box, undo_seconds=request.delay, now=now
    )
    deliveries = submissions.add_deliveries(
        work, revision, submission.sending, box=box, now=now
    )
    for delivery in deliveries:
        give_link(tools, delivery)
    if begin_to_ask := ASKING.get(record.kind):
        asked = {"revision": revision, "deliveries": deliveries, "model": model}
        begin_to_ask(tools, work, actor, **asked, now=now)
    index_submission(tools, work, record, submission)
    remember_decision(work, record, model)
    work.enqueue(JobKind.RENDER, revision.id, organisation_id=actor.organisation_id)
    about, values = str(revision.number), submission.values
    work.note(
        "submitted", actor, record_id=record.id, about=about, values=values, now=now
    )
    if request.draft_id:
        drop_draft(work, request.draft_id)
    return _answer(revision, replayed=False)


def _submission(
    tools: Tools,
    work: Work,
    actor: Actor,
    request: Request,
    model: Any,
    *,
    now: datetime,
) -> Submission:
    kind = find_kind(request.kind)
    sending = sending_for(work.session, kind, model, request.sending, now=now)
    return Submission(
        kind=kind.name,
        title=kind.title(model, tools.speak(sending.language)),
        answers=kind.write(model),
        version=kind.version,
        sending=sending,
        key=request.key,
        asked=request.asked,
    )


def _corrected(
    work: Work,
    actor: Actor,
    record_id: UUID,
    submission: Submission,
    *,
    now: datetime,
) -> RecordRow:
    """Return the record, locked until the transaction ends. Raises as `submit`."""
    consents.lock_before_record(work, record_id)
    record = listing.record(
        work.session, actor, record_id, Act.WRITE_RECORD, now=now, lock=True
    )
    if record.kind != submission.kind:
        raise Refused(Sentence("This record is of another kind."))
    return record


def _answer(revision: RevisionRow, *, replayed: bool) -> Submitted:
    return Submitted(revision.record_id, revision.number, replayed)
