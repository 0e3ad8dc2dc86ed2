"""Whoever answers gets a receipt of their own; all copies are sealed when it is done."""

import json
from io import BytesIO
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from service.core.actor import SYSTEM
from service.store import consents
from tests.consent.asking import KARIM, SARA, answer, asked, case_of
from tests.reading import bare

YES = ("yes", "yes", "yes")


def files_of(house, record_id):
    """Return (purpose, whose, event) of each file, and what is in it."""
    case = case_of(house, record_id)
    names = {one.id: one.position for one in case.participants}
    with house.tools.look(SYSTEM) as session:
        rows = consents.files(session, record_id)
        session.expunge_all()
    return {
        (row.purpose, names.get(row.participant_id), row.sequence): case.box.open(
            house.tools.files.get(row.stored), what=consents.consent_file_place(row)
        )
        for row in rows
    }


@pytest.fixture
def both(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)
    answer(small_house, record_id, KARIM, *YES)
    small_house.work()
    return files_of(small_house, record_id)


def test_x(both):
    for key, content in both.items():
        name = "-".join(map(str, key))
        Path(f"/tmp/h4/consequences/{name}").write_bytes(content)
        print(name, len(content))
