"""Pages of a pile become one sealed file of somebody's consent, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from service.actions.consent.happening import follow_up
from service.core.actor import Actor
from service.core.consent import Happened, Route
from service.core.day import home_day
from service.core.languages import MASTER
from service.core.scans import Sheet
from service.core.sentence import Sentence
from service.document.words import Words
from service.renderers.scan import Scan, draw_scan
from service.store import consents, organisations, scans
from service.store.consents import NewEvent
from service.store.tables.consents import ConsentFileRow, ParticipantRow
from service.store.tables.records import RecordRow
from service.store.vault import Box
from service.store.work import Work
from service.tools import Tools

PURPOSE = "scan"
COME = {
    Sheet.ANSWER: Happened.SCANNED,
    Sheet.WITHDRAWAL: Happened.WITHDRAWAL_SCANNED,
}
TITLES = {
    Sheet.ANSWER: Sentence("Form answered on paper"),
    Sheet.WITHDRAWAL: Sentence("Consent taken back on paper"),
}
PAGES = {
    Sheet.ANSWER: Sentence(
        "Page {n} of {pages} of a form answered on paper, filed on {day}"
    ),
    Sheet.WITHDRAWAL: Sentence(
        "Page {n} of {pages} of a consent taken back on paper, filed on {day}"
    ),
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pages of a form, or of what takes it back, as one file."""

    pdf: bytes
    pages: int
    sheet: Sheet


def file_pages(
    tools: Tools,
    actor: Actor,
    pile_id: UUID,
    numbers: Sequence[int],
    participant: ParticipantRow,
    *,
    sheet: Sheet = Sheet.ANSWER,
    now: datetime,
) -> None:
    """File these pages of a pile, together, with somebody's consent.

    It says that a form has come, never what it answers: a person reads that. Raises
    Erased and KeyMissing, and Refused when a page has gone elsewhere meanwhile.
    """
    pictures = _pictures(tools, actor, pile_id, numbers)
    drawn = draw(tools, actor, pictures, sheet=sheet, now=now)
    with tools.begin(actor) as work:
        scans.lock(work, pile_id)
        rows = scans.still_waiting(work.session, pile_id, numbers)
        one = consents.participant(work.session, participant.id)
        keep(tools, work, actor, one, drawn, now=now)
        scans.settle(rows, participant=one, now=now)
        gone = [page.stored for page in rows]
    forget(tools, actor, pile_id, gone)


def keep(
    tools: Tools,
    work: Work,
    actor: Actor,
    one: ParticipantRow,
    drawn: Drawn,
    *,
    at_hand: bool = False,
    now: datetime,
) -> ConsentFileRow:
    """Keep somebody's form, sealed, and note that it has come; who asked is told.

    No reminder leaves while it waits to be read. `at_hand`: whoever files it reads it
    now, and needs no mail about a withdrawal.
    """
    box = tools.vault.box(one.record_id, one.organisation_id)
    file = _new_file(work, actor, one, box, drawn, at_hand=at_hand, now=now)
    place = consents.consent_file_place(file)
    file.size, file.sha256 = len(drawn.pdf), sha256(drawn.pdf).hexdigest()
    file.stored = tools.files.put(box.seal(drawn.pdf, what=place))
    work.session.add(file)
    work.session.flush()
    one.remind_at = None
    return file


def forget(tools: Tools, actor: Actor, pile_id: UUID, gone: Sequence[str]) -> None:
    """Remove pictures that are filed or discarded; with the last one, the key."""
    for stored in gone:
        tools.files.remove(stored)
    with tools.look(actor) as session:
        is_over = scans.pile(session, pile_id).done_at is not None
        if is_over and not scans.waiting(session, pile_id):
            tools.vault.destroy(pile_id)


def _pictures(
    tools: Tools, actor: Actor, pile_id: UUID, numbers: Sequence[int]
) -> list[bytes]:
    box = tools.vault.box(pile_id, actor.organisation_id)
    with tools.look(actor) as session:
        stored = {row.number: row.stored for row in scans.pages(session, pile_id)}
    return [
        box.open(tools.files.get(stored[n]), what=scans.page_place(n)) for n in numbers
    ]


def draw(
    tools: Tools,
    actor: Actor,
    pictures: Sequence[bytes],
    *,
    sheet: Sheet,
    now: datetime,
) -> Drawn:
    """Return the pictures of a form's pages as one PDF."""
    words = tools.speak(MASTER)
    with tools.look(actor) as session:
        author = organisations.get(session, actor.organisation_id).name
    scan = Scan(
        title=words.say(TITLES[sheet]),
        author=author,
        language=MASTER,
        pictures=pictures,
        alts=_alts(len(pictures), sheet, words, now=now),
    )
    return Drawn(draw_scan(scan, now=now), len(pictures), sheet)


def _alts(pages: int, sheet: Sheet, words: Words, *, now: datetime) -> list[str]:
    day = words.short_day(home_day(now))
    said = PAGES[sheet].template
    return [words(said, n=n, pages=pages, day=day) for n in range(1, pages + 1)]


def _new_file(
    work: Work,
    actor: Actor,
    participant: ParticipantRow,
    box: Box,
    drawn: Drawn,
    *,
    at_hand: bool,
    now: datetime,
) -> ConsentFileRow:
    """Return a file of the event that a form has come, which is noted with it."""
    consent = consents.lock(work, participant.record_id)
    come = NewEvent(
        happened=COME[drawn.sheet],
        by=actor.label,
        participant=participant,
        route=Route.PAPER,
        said={"pages": drawn.pages},
    )
    event = consents.add_event(work, consent, come, box=box, now=now)
    record = work.session.get_one(RecordRow, consent.record_id)
    is_theirs = actor.account_id is not None and record.account_id == actor.account_id
    must_not_wait = drawn.sheet is Sheet.WITHDRAWAL and not at_hand
    if must_not_wait or not is_theirs:
        follow_up(work, event.id, consent)
    return ConsentFileRow(
        organisation_id=consent.organisation_id,
        record_id=consent.record_id,
        participant_id=participant.id,
        purpose=PURPOSE,
        sequence=event.sequence,
        media_type="application/pdf",
        made_at=now,
    )
