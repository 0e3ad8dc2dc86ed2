"""Somebody's own form of a consent: all they need to answer it, and nobody else's."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from service.actions.paper import paper_form
from service.core.errors import Forbidden, NotFound
from service.core.paper_codes import payload
from service.scans.pile import read_pile
from tests.consent.asking import asked, case_of
from tests.house import NOW
from tests.paper.piles import form_of, guardians

SARA, KARIM = 0, 1


def text_of(pdf):
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def alma(small_house):
    return asked(small_house)


@pytest.mark.parametrize("whose", [SARA, KARIM])
def test_a_form_can_be_archived_and_read_aloud(small_house, alma, judge, whose):
    assert judge.breaches(form_of(small_house, alma, whose)) == []


def test_every_page_carries_the_code_of_its_form(small_house, alma):
    code = guardians(small_house, alma)[SARA].paper_code
    sheets = read_pile(form_of(small_house, alma)).pages

    assert [sheet.codes for sheet in sheets] == [
        (payload(code, number),) for number in range(1, len(sheets) + 1)
    ]


def test_each_party_and_piece_of_information_can_be_answered(small_house, alma):
    fields = PdfReader(BytesIO(form_of(small_house, alma))).get_fields()
    cells = case_of(small_house, alma).model.cells

    assert {f"party{one.party}-{one.information}" for one in cells} < set(fields)
    assert {"answer", "exclusions", "name"} < set(fields)


def test_a_form_tells_nothing_of_the_other_guardian_but_the_name(small_house, alma):
    text = text_of(form_of(small_house, alma, SARA))
    codes = [one.paper_code for one in guardians(small_house, alma)]

    assert "karim.haddad@example.se" not in text
    assert codes[SARA] in text
    assert codes[KARIM] not in text


def test_who_reads_another_language_finds_it_before_the_swedish(small_house, alma):
    swedish = text_of(form_of(small_house, alma, SARA))
    both = text_of(form_of(small_house, alma, KARIM))

    assert "Du bestämmer." in swedish
    assert any("\u0600" <= sign <= "\u06ff" for sign in both)
    assert "Du bestämmer." in both


def test_only_who_answers_has_a_form_and_only_who_may_read_gets_it(small_house, alma):
    receiver = case_of(small_house, alma).participants[-1]
    with pytest.raises(NotFound):
        paper_form(small_house.tools, small_house.actor, alma, receiver.id, now=NOW)
    operator = small_house.actor_of("rolf.ek")
    sara = guardians(small_house, alma)[SARA]
    with pytest.raises((Forbidden, NotFound)):
        paper_form(small_house.tools, operator, alma, sara.id, now=NOW)
