"""A consent, as each organisation of the world has one: with a file of its own."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from service.actions.submitting import submit
from service.core.actor import SYSTEM, Actor
from service.store import consents
from service.store.tables.consents import ConsentFileRow
from tests.consent.asking import answers
from tests.house import NOW, House


def add_consent(house: House, boss: Actor, word: str) -> dict[str, UUID]:
    """Ask for a consent, and return the ids of it, of who is asked, and of its file."""
    child = {"child_name": f"{word} Barn", "purpose": f"{word} syfte"}
    wish: dict[str, Any] = {"answers": answers(**child), "sending": {}}
    sent = submit(house.tools, boss, kind="consent", **wish, now=NOW)
    with house.tools.look(SYSTEM) as session:
        consent = consents.get(session, sent.record_id)
        asked = consents.participants(session, consent)[0].id
    return {
        "consent_id": sent.record_id,
        "participant_id": asked,
        "participant": asked,
        "consent_file_id": _file(house, boss, sent.record_id, word),
    }


def _file(house: House, boss: Actor, record_id: UUID, word: str) -> UUID:
    content = word.encode()
    row = ConsentFileRow(
        organisation_id=boss.organisation_id,
        record_id=record_id,
        participant_id=None,
        purpose="paper",
        sequence=1,
        media_type="application/pdf",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        made_at=NOW,
    )
    box = house.tools.vault.box(record_id, boss.organisation_id)
    place = consents.consent_file_place(row)
    row.stored = house.tools.files.put(box.seal(content, what=place))
    with house.tools.begin(SYSTEM) as work:
        work.session.add(row)
    return row.id
