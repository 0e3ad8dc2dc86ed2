"""The holder of a link shows by e-ID who they are: it opens as by a code, and stronger.

Nobody gets an account by it, and the number that the broker tells is kept nowhere: it
is held against the one we were given, and forgotten.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from service.actions.consent.demanding import number_of, offer_to
from service.actions.consent.entering import note_entered
from service.actions.consent.happening import follow_up
from service.actions.consent.holding import Holder, holder
from service.actions.consent.standing import Case, read_case
from service.actions.links import make_token, mark_opened, opened_by_code
from service.actions.travelling import Departure, depart, logged, way_back
from service.auth.client import OpenIdClient
from service.auth.eid import CALLBACK, OURS_TO_MEND, Proof, prove, wish_for
from service.auth.id_token import Word
from service.core.actor import SYSTEM
from service.core.consent import Happened
from service.core.errors import Refused, SignInFailed, SignInRefused
from service.core.sentence import Sentence
from service.settings.eid import EidSettings
from service.store import consents, proofs
from service.store.codes import browser_hash
from service.store.consents import NewEvent
from service.store.sign_ins import Pending
from service.store.tables.access import ProofRow
from service.store.work import Work
from service.tools import Tools

log = logging.getLogger(__name__)


def begin(tools: Tools, token: str, *, browser: str, now: datetime) -> Departure:
    """Send the holder of a link to the broker, bound to be who we expect.

    `browser` is what the proof will open the link in, or empty. Raises NotFound,
    SignInDown; Refused where no e-ID is offered.
    """
    client, settings = _client(tools)
    with tools.look(SYSTEM) as session:
        held = _asked_now(holder(session, token, now=now))
        case = read_case(session, tools.vault, held.consent)
        number, link = _number(tools, case, held), str(held.delivery.id)
    bare, bound = wish_for(settings, number)
    with logged():
        way_out = client.leave(
            again=True,
            wishes={
                "prompt": "login consent",
                "acr_values": settings.wanted,
                "claims": bare,
            },
            hushed={"claims": bound},
            now=now,
        )
    pending = Pending(way_out.nonce, way_out.verifier, CALLBACK, None, link)
    return depart(tools, way_out, pending, browser=browser, now=now)


def link_of(tools: Tools, pending: Pending) -> str:
    """Return the token of the link they left by. Raises SignInFailed for others."""
    if pending.way_on != CALLBACK:
        raise SignInFailed("state")
    return make_token(UUID(pending.kept), tools.settings.secret_key)


def finish(
    tools: Tools,
    pending: Pending,
    told: Mapping[str, str],
    *,
    browser: str,
    now: datetime,
) -> None:
    """Open the link in this browser for who came back, if they are the one expected.

    `told` is what the broker put into the address. Raises SignInFailed, SignInRefused,
    SignInDown, NotFound, Refused; then nothing is open.
    """
    token = link_of(tools, pending)
    client, _ = _client(tools)
    with logged():
        word = client.come_back(
            way_back(told), nonce=pending.nonce, verifier=pending.verifier, now=now
        )
        with tools.begin(SYSTEM) as work:
            problem = _open(tools, work, token, word, browser=browser, now=now)
        if problem:  # raised only now: what was written down stays
            raise problem


def _open(
    tools: Tools, work: Work, token: str, word: Word, *, browser: str, now: datetime
) -> SignInRefused | None:
    """Open the link, or write down why not and return it."""
    _, settings = _client(tools)
    held = _asked_now(holder(work.session, token, now=now))
    case = read_case(work.session, tools.vault, held.consent)
    number = _number(tools, case, held)
    try:
        proof = prove(word, settings, number=number, now=now)
    except SignInRefused as problem:
        _note_refused(work, case, held, problem, now=now)
        return problem
    proofs.add(work, _row(held, proof, browser=browser, now=now))
    note_entered(tools, work, held.delivery, now=now)
    link = opened_by_code(work.session, token, now=now)
    mark_opened(work, link, how="opened by e-ID", now=now)
    return None


def _note_refused(
    work: Work, case: Case, held: Holder, problem: SignInRefused, *, now: datetime
) -> None:
    """Add to the consent that an e-ID proved nothing, and why; never who it was.

    What others must mend is told to staff, once for each consent.
    """
    row = consents.lock(work, held.consent.record_id)
    event = consents.add_event(
        work,
        row,
        NewEvent(
            happened=Happened.EID_REFUSED,
            by=held.label,
            participant=held.participant,
            said={"code": problem.code},
        ),
        box=case.box,
        now=now,
    )
    if problem.code in OURS_TO_MEND:
        log.error("e-ID cannot be used: %s", problem.code)
        if not _is_told(case):
            follow_up(work, event.id, row)


def _is_told(case: Case) -> bool:
    """Whether staff know already that e-ID does not work here."""
    return any(
        consents.told(case.box, one)["code"] in OURS_TO_MEND
        for one in case.events
        if one.happened == Happened.EID_REFUSED
    )


def _row(held: Holder, proof: Proof, *, browser: str, now: datetime) -> ProofRow:
    return ProofRow(
        delivery_id=held.delivery.id,
        browser_hash=browser_hash(browser),
        issuer=proof.issuer,
        acr=proof.acr,
        proved_at=proof.proved_at,
        token_sha256=proof.token_sha256,
        created_at=now,
    )


def _asked_now(held: Holder) -> Holder:
    if held.is_outdated:
        raise _not_offered()
    return held


def _number(tools: Tools, case: Case, held: Holder) -> str:
    if not offer_to(tools, case, held.participant).is_made:
        raise _not_offered()
    return number_of(case, held.participant)


def _client(tools: Tools) -> tuple[OpenIdClient, EidSettings]:
    if tools.eid is None or tools.settings.eid is None:
        raise _not_offered()
    return tools.eid, tools.settings.eid


def _not_offered() -> Refused:
    return Refused(Sentence("This link is not opened by e-ID."))
