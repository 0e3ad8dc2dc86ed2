"""A form's code: one wrong sign, or two that changed places, is always noticed."""

from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from service.core.paper_codes import (
    CHECKS,
    SIGNS,
    code_of_form,
    is_withdrawal,
    paper_code,
    payload,
    read_paper_code,
    read_payload,
    withdrawal_code,
)

CODES = st.uuids().map(lambda one: paper_code(one, "secret"))
PLACES = st.integers(0, 10)


def is_noticed(code):
    with pytest.raises(ValueError, match="no code"):
        read_paper_code(code)
    return True


@given(CODES, PLACES, st.sampled_from(CHECKS))
def test_one_wrong_sign_is_noticed(code, place, wrong):
    signs = list(code.replace("-", ""))
    assume(signs[place] != wrong)
    signs[place] = wrong

    assert is_noticed("".join(signs))


@given(CODES, PLACES, PLACES)
def test_two_signs_that_changed_places_are_noticed(code, one, other):
    signs = list(code.replace("-", ""))
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]

    assert is_noticed("".join(signs))


@given(CODES)
def test_a_code_is_read_however_it_is_typed(code):
    sloppy = f" {code.lower().replace('-', ' ')} ".replace("0", "o").replace("1", "l")

    assert read_paper_code(sloppy) == code
    assert set(code[:5]) <= set(SIGNS)


@given(CODES, st.integers(1, 99))
def test_a_square_code_holds_the_code_and_the_page(code, page):
    assert read_payload(payload(code, page)) == (code, page)


@pytest.mark.parametrize(
    "text",
    ["", "HS1:", "HS1::", "https://example.se", "HS1:A7K2M-9QXD3-4:x", "HS1:A7K2M:1"],
)
def test_other_square_codes_are_none_of_ours(text):
    with pytest.raises(ValueError, match="no code"):
        read_payload(text)


def test_a_code_follows_from_the_secret_and_tells_nothing():
    one = UUID(int=1)

    assert paper_code(one, "a") == paper_code(one, "a") != paper_code(one, "b")
    assert str(one)[:4] not in paper_code(one, "a")


@given(CODES)
def test_a_sheets_code_is_its_forms_with_a_sign_more(code):
    sheet = withdrawal_code(code)

    assert read_paper_code(sheet.lower().replace("-", " ")) == sheet
    assert read_payload(payload(sheet, 2)) == (sheet, 2)
    assert code_of_form(sheet) == code_of_form(code) == code
    assert (is_withdrawal(sheet), is_withdrawal(code)) == (True, False)
    assert is_noticed(f"{code}X")
