"""Whoever answers by e-ID reads on their receipt who vouched for them, how strongly."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from service.core.consent_receipt import SCHEMA
from tests.consent.asking import SARA
from tests.consent.copies import files_of
from tests.consent.eid.holders import LOA3, SARAS
from tests.consent.reading import asked_today, guardian, say
from tests.consent.test_receipts import READS

YES = ("yes", "yes", "yes")


@pytest.fixture
def answered(sara):
    """Sara has come in by e-ID, and said yes."""
    sara.identify()
    say(sara.browser, SARA, *YES)
    sara.house.work()
    return sara


def test_the_page_says_it(answered, broker):
    text = answered.browser.open("/c").text

    assert "Med e-legitimation" in text
    assert broker.issuer in text
    assert LOA3 in text
    assert SARAS not in answered.browser.html


def test_the_json_says_it(answered, broker):
    file = files_of(answered.house, answered.record_id)
    [receipt] = [json.loads(one) for (what, *_), one in file.items() if "json" in what]

    READS.validate(receipt)
    assert receipt["receipt_metadata"]["schema_version"] == SCHEMA
    assert receipt["event"]["authentication"] == "electronic-identification"
    assert receipt["event"]["authentication_issuer"] == broker.issuer
    assert receipt["event"]["authentication_level"] == LOA3


def test_the_sealed_receipt_says_it(answered, broker):
    files = files_of(answered.house, answered.record_id)
    [pdf] = [one for (what, *_), one in files.items() if what == "receipt"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    squeezed = "".join(text.split())

    assert f"Legitimeringstjänst{broker.issuer}" in squeezed
    assert f"Tillitsnivå{LOA3}" in squeezed
    assert SARAS not in squeezed


def test_who_came_by_a_code_reads_of_no_e_id(small_house, sara):
    record_id = asked_today(small_house)
    app = sara.browser.client.application
    browser = say(guardian(small_house, app, record_id, SARA), SARA, *YES)

    assert "Tillitsnivå" not in browser.text
