"""What an archive is handed of a consent: sealed copies, receipts and scans as well."""

import json
from hashlib import sha256

import pytest

from service.actions.archiving import package_record
from service.core.errors import Refused
from tests.consent.asking import KARIM, SARA, answer, asked
from tests.consent.copies import files_of
from tests.house import NOW
from tests.paper.piles import bound, form_of, pictures, scanned
from tests.retention.keeping import registrar
from tests.retention.test_packages import unzipped

YES = ("yes", "yes", "yes")
DATA = "representations/rep1/data"


def packed(house, record_id):
    content = package_record(house.tools, registrar(house), record_id, now=NOW)
    prefix = f"{record_id}/"
    return {
        path.removeprefix(prefix): content
        for path, content in unzipped(content).items()
        if path.startswith(prefix)
    }


def test_a_package_has_all_that_came_of_a_consent(small_house):
    house, record_id = small_house, asked(small_house)
    scanned(house, bound(pictures(form_of(house, record_id, place=1))))
    for name in (SARA, KARIM):
        answer(house, record_id, name, *YES)
    house.work()
    kept = files_of(house, record_id)

    files = packed(house, record_id)
    data = {path.rpartition("/")[2]: path for path in files if "/data/" in path}
    of_purpose = {name.split("-")[2] for name in data if name.startswith("event-")}

    assert of_purpose == {"receipt", "receipt_json", "sealed", "scan"}
    assert {"revision-001.pdf", "revision-001.docx"} < set(data)
    assert len(data) == 2 + len(kept)
    assert set(kept.values()) < set(files.values())
    described = json.loads(files["metadata/descriptive/record.json"])
    for told in described["consent_files"]:
        assert told["sha256"] == sha256(files[told["path"]]).hexdigest()


def test_while_a_receipt_is_being_made_there_is_no_package(small_house):
    record_id = asked(small_house)
    answer(small_house, record_id, SARA, *YES)

    with pytest.raises(Refused):
        packed(small_house, record_id)
