"""A house that remembers a file as a consent's receipt."""

from hashlib import sha256
from uuid import uuid4

from sqlalchemy import insert

from service.store.tables.consents import ConsentFileRow
from tests.documents.samples import NOW


def keep(house, content):
    row = {
        "id": uuid4(),
        "organisation_id": house.actor.organisation_id,
        "record_id": house.submit().record_id,
        "participant_id": None,
        "purpose": "receipt",
        "sequence": 1,
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "stored": "x",
        "made_at": NOW,
    }
    with house.engine.begin() as connection:
        connection.execute(insert(ConsentFileRow), row)
