"""Anybody may ask whether a file is the right copy: at the page and at the machine."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import insert

from service.actions.examining import examine
from service.actions.verifying_copies import verify_copy
from service.core.copies import Verdict
from service.core.errors import Refused
from service.store.tables.consents import ConsentFileRow
from service.store.tables.records import RecordRow
from tests.documents.samples import NOW
from tests.house import NOW as SAVED_AT
from tests.seal import certificates, tampering
from tests.seal.nearby import Nearby

NAMES = {"reason": "Samtycke", "label": "Sigill", "now": NOW}


@pytest.fixture
def tools(house):
    """The house's tools, with a sealer that needs no process of its own."""
    return replace(house.tools, sealer=Nearby(house.settings.seal))


@pytest.fixture
def kept(house, tools, drawn):
    """A sealed copy that the house knows."""
    content = tools.sealer.seal(drawn["latin"], **NAMES)
    keep(house, content)
    return content


def keep(house, content):
    submitted = house.submit()
    row = {
        "id": uuid4(),
        "organisation_id": house.actor.organisation_id,
        "record_id": submitted.record_id,
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


def test_the_right_copy_is_known_by_its_seal_and_its_hash(tools, kept):
    found = verify_copy(tools, kept, now=NOW)

    assert found.is_genuine
    assert found.organisation == "Region Exempel"
    assert (found.made_at, found.sealed_at) == (NOW, NOW)


@pytest.mark.parametrize("tamper", tampering.ALL, ids=lambda how: how.__name__)
def test_no_changed_copy_is_taken_for_the_right_one(tools, kept, tamper):
    found = verify_copy(tools, tamper(kept), now=NOW)

    assert found.verdict in (Verdict.CHANGED, Verdict.NOT_OURS, Verdict.UNREADABLE)
    assert (found.organisation, found.made_at) == ("", None)
