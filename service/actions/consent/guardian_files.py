"""One's own copy of what one answered: made by a worker, read by one's own link."""

from dataclasses import dataclass
from datetime import datetime

from service.actions.consent.copies import RECEIPT, RECEIPT_JSON, SEALED
from service.actions.consent.guardian_view import Seen, seen
from service.core.actor import SYSTEM
from service.core.errors import NotFound
from service.core.sentence import Sentence
from service.store import consents, trail
from service.store.tables.consents import ConsentFileRow
from service.tools import Tools

PURPOSES = {RECEIPT: "pdf", SEALED: "sealed", RECEIPT_JSON: "json"}


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file one may download: one's receipt, or one's copy of what all have agreed.

    `size` is in bytes.
    """

    format: str
    media_type: str
    size: int
    sha256: str


def own_files(found: Seen, *, since: int) -> tuple[OwnFile, ...]:
    """Return their files that tell of event `since` or later; none are not made yet."""
    newest: dict[str, ConsentFileRow] = {
        PURPOSES[row.purpose]: row for row in _own(found) if row.sequence >= since
    }
    return tuple(
        OwnFile(form, newest[form].media_type, newest[form].size, newest[form].sha256)
        for form in PURPOSES.values()
        if form in newest
    )


def read_own_file(
    tools: Tools, token: str, *, browser: str, form: str, now: datetime
) -> tuple[OwnFile, bytes]:
    """Return their newest file of a form, and note it. Raises NotFound, CodeNeeded."""
    with seen(tools, token, browser=browser, now=now) as found:
        rows = [row for row in _own(found) if PURPOSES[row.purpose] == form]
        if not rows:
            raise NotFound(Sentence("There is no such file."))
        row, case, label = rows[-1], found.case, found.held.label
        place = consents.consent_file_place(row)
        content = case.box.open(tools.files.get(row.stored), what=place)
        file = OwnFile(form, row.media_type, row.size, row.sha256)
        owner, record_id = case.row.organisation_id, case.row.record_id
        about = str(found.held.participant.id)
    with tools.begin(SYSTEM) as work:
        trail.append(
            work.session,
            organisation_id=owner,
            actor=label,
            what="downloaded",
            record_id=record_id,
            about=about,
            now=now,
        )
    return file, content


def _own(found: Seen) -> list[ConsentFileRow]:
    """Return the files that are theirs, the oldest first: nobody else's, ever."""
    me = found.held.participant.id
    return [
        row
        for row in consents.files(found.session, found.case.row.record_id)
        if row.participant_id == me and row.purpose in PURPOSES
    ]
