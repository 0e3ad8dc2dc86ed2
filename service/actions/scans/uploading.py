"""A scanned form is handed in with the answer on it, and filed at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from service.actions.consent.standing import read_case
from service.actions.consent.taking_part import decider
from service.actions.scans.filing import draw, keep
from service.core.actor import Actor, require
from service.core.errors import Invalid
from service.core.permits import Act
from service.core.scans import Sheet
from service.core.sentence import Sentence
from service.scans.pile import Patience, Unreadable, read_pile
from service.store import consents, listing
from service.tools import Tools

MOST_FILES = 12
PATIENCE = Patience(file=25.0)  # somebody waits for the page


def file_scan(
    tools: Tools,
    actor: Actor,
    record_id: UUID,
    participant_id: UUID,
    files: Sequence[bytes],
    *,
    turn: int,
    sheet: Sheet = Sheet.ANSWER,
    now: datetime,
) -> str:
    """Keep what somebody has said on paper, sealed; return the file's id.

    A page of a `turn` that is over, because it was posted twice, keeps nothing: "".
    Nothing of the files is kept but pictures of their pages, as of any scan. Raises
    Invalid at `file`, NotFound, Forbidden, Confidential; Refused for who is not asked.
    """
    require(actor, Act.WRITE_RECORD)
    with tools.look(actor) as session:
        consents.refuse_stranger(session, record_id, participant_id)
        listing.record(session, actor, record_id, Act.WRITE_RECORD, now=now)
        case = read_case(session, tools.vault, consents.get(session, record_id))
        decider(case, participant_id)
    drawn = draw(tools, actor, _pictures(files), sheet=sheet, now=now)
    with tools.begin(actor) as work:
        listing.record(work.session, actor, record_id, Act.WRITE_RECORD, now=now)
        consents.lock(work, record_id)
        one = consents.participant(work.session, participant_id)
        work.session.refresh(one)
        if turn <= one.answers:
            return ""
        kept = keep(tools, work, actor, one, drawn, at_hand=True, now=now)
        return str(kept.id)


def _pictures(files: Sequence[bytes]) -> list[bytes]:
    if len(files) > MOST_FILES:
        raise Invalid({"file": [Sentence("Choose at most 12 files.")]})
    try:
        piles = [read_pile(content, patience=PATIENCE) for content in files]
    except Unreadable as problem:
        raise Invalid({"file": [problem.said]}) from None
    return [page.picture for pile in piles for page in pile.pages]
