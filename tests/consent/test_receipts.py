"""Whoever answers gets a receipt of their own; in the end all copies are sealed."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from service.core.consent import Happened, Route, Rule
from service.core.consent_receipt import RULES
from service.document.shipped_texts import shipped_text
from tests.consent.asking import KARIM, SARA, answer, asked, case_of, take_back
from tests.consent.copies import OFFICE, address, files_of, happened, rows_of
from tests.house import open_house
from tests.jobs import rows
from tests.reading import said
from tests.seal.nearby import Nearby

YES, SOME = ("yes", "yes", "yes"), ("partly schooling", "no", "yes")
SCHEMA = Path(__file__).parents[2] / "docs" / "consent-receipt.schema.json"
READS = Draft202012Validator(json.loads(SCHEMA.read_text()))
# What nobody may read on a copy of Karim's: Sara's address, and what she chose.
OF_SARA = ("sara.lindgren@example.se", "Partly", "Delvis")


@pytest.fixture(scope="module")
def done(services, tmp_path_factory):
    """A consent that Sara allows a part of, and Karim, in Arabic, the whole."""
    folder = tmp_path_factory.mktemp("done")
    database = services.database("sqlite", folder)
    with open_house(database, services, folder) as house:
        yield house, agreed(house)


def agreed(house):
    record_id = asked(house)
    answer(house, record_id, SARA, *SOME)
    house.work()
    answer(house, record_id, KARIM, *YES)
    house.work()
    return record_id


def test_each_event_has_its_receipts_and_the_end_has_a_sealed_copy_for_each(done):
    house, record_id = done

    assert sorted(files_of(house, record_id), key=str) == [
        ("receipt", 0, 3),
        ("receipt", 1, 5),
        ("receipt_json", 0, 3),
        ("receipt_json", 1, 5),
        ("sealed", OFFICE, 5),
        ("sealed", 0, 5),
        ("sealed", 1, 5),
    ]
    assert happened(house, record_id)[-1] == Happened.SEALED
    sizes = {row.purpose: row.size for row in rows_of(house, record_id)}
    assert all(sizes.values())


def test_the_seal_of_each_copy_holds(done):
    house, record_id = done
    near = Nearby(house.settings.seal)

    for (purpose, *_), content in files_of(house, record_id).items():
        if purpose != "receipt_json":
            assert near.inspect(content, now=datetime.now(UTC)).holds


def test_a_copy_says_nothing_of_the_other_but_that_all_have_answered(done):
    house, record_id = done
    files = files_of(house, record_id)
    mine = said(files["receipt", 1, 5], "pdf") + said(files["sealed", 1, 5], "pdf")

    assert not [one for one in OF_SARA if one.replace(" ", "") in mine]
    assert "Allaharsvarat" in said(files["sealed", 0, 5], "pdf")
    assert "Allaharintesvaratän" in said(files["receipt", 0, 3], "pdf")
    assert "Sara" not in json.dumps(json.loads(files["receipt_json", 1, 5])["event"])
    assert SARA not in files["receipt_json", 1, 5].decode()


def test_the_office_copy_has_the_evidence_of_all(done):
    house, record_id = done
    text = said(files_of(house, record_id)[("sealed", OFFICE, 5)], "pdf")

    assert "SaraLindgren" in text
    assert "KarimHaddad" in text
    assert "Delvis" in text
    assert "@example.se" not in text.replace("elevhalsan@example.se", "").replace(
        "region@example.se", ""
    )


def test_the_arabic_copy_has_the_arabic_text_and_the_swedish_one_that_binds(done):
    house, record_id = done
    read = PdfReader(BytesIO(files_of(house, record_id)[("receipt", 1, 5)]))
    text = said(files_of(house, record_id)[("receipt", 1, 5)], "pdf")

    assert read.trailer["/Root"]["/Lang"] == "ar"
    assert "FårvipratamedvarandraomAlma" in text
    assert any("\u0600" <= sign <= "\u06ff" for sign in text)


def test_hashes_and_the_audit_trail_stand_on_the_receipt(done):
    house, record_id = done
    told = json.loads(files_of(house, record_id)[("receipt_json", 1, 5)])
    text = said(files_of(house, record_id)[("receipt", 1, 5)], "pdf")
    [event] = [e for e in case_of(house, record_id).events if e.sequence == 5]

    notice, audit = told["pii_processing"]["privacy_notice"], told["event"]
    assert notice["shown_sha256"] == event.text_sha256
    for digest in (*list(notice.values())[1:], audit["audit_sha256"]):
        assert digest
        assert digest in text


def test_receipts_for_programs_are_as_the_schema_says(small_house):
    house, record_id = small_house, agreed(small_house)
    take_back(house, record_id, SARA, "1")
    house.work()
    files = files_of(house, record_id)
    told = [json.loads(f) for (what, *_), f in files.items() if what == "receipt_json"]

    for one in told:
        READS.validate(one)
    assert [one["event"]["event_state"] for one in told] == [
        "partly",
        "given",
        "withdrawn-in-part",
    ]
    own = [one["event"]["answer_number"] for one in told]
    assert own == [1, 1, 2], "a number that counts others' answers would tell of them"
    assert told[-1]["pii_processing"]["pii_information"][0]["allowed"] == []


def test_it_says_whose_yes_it_takes_and_what_the_text_leans_on(done):
    house, record_id = done
    told = json.loads(files_of(house, record_id)[("receipt_json", 1, 5)])
    processing, swedish = told["pii_processing"], shipped_text("sv")

    assert processing["decision_rule"] == "all"
    assert processing["privacy_notice"]["swedish_sha256"] == swedish.sha256
    assert processing["legal_note"]["references"] == [
        {"reference": one.reference, "as_of": one.as_of.isoformat()}
        for one in swedish.legal
    ]


def test_that_somebody_is_left_out_stands_on_no_receipt():
    codes = READS.schema["properties"]["pii_processing"]["properties"]["decision_rule"]

    assert set(RULES) == set(Rule)
    assert set(RULES.values()) == set(codes["enum"])
    assert RULES[Rule.WITHOUT] == RULES[Rule.ALL]


def test_a_receipt_mail_names_no_child_and_carries_nothing(done):
    """DOMAIN C1: an automatic receipt once carried a whole case to guardians."""
    house, _ = done
    mails = [m for m in house.mails() if address(m).startswith(("sara", "karim"))]

    assert len(mails) >= 4
    for mail in mails:
        assert list(mail.iter_attachments()) == []
        for secret in ("Alma", "Haddad Lindgren", "2014-05-17", "Skolg"):
            assert secret not in mail.as_string()


def test_what_is_stored_is_sealed_and_its_rows_say_nothing(done):
    house, record_id = done
    for row in rows_of(house, record_id):
        assert b"%PDF" not in house.tools.files.get(row.stored)
        assert row.sha256 != row.stored
    assert len(rows.rows(house, type(row))) == 7


def test_every_route_can_stand_on_a_receipt():
    event = READS.schema["properties"]["event"]["properties"]

    assert event["collection_method"]["enum"] == [str(route) for route in Route]
